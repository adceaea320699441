// Which words stand on the strong button below a lesson, and where it leads. Pure.
import type { TFunction } from 'i18next';
import type { Completion } from './completion.ts';
import { courseHref, lessonHref, type PlayerMode } from './player-mode.ts';
import type { PlayerLesson, PlayerPlace } from './player-model.ts';

export type OnwardPlan =
  /** Marks the lesson done, then opens `next_href`; null when it ends here. */
  | { kind: 'complete'; words: string; next_href: string | null }
  | { kind: 'open'; words: string; href: string; isStrong: boolean };

type Situation = {
  course_id: string;
  mode: PlayerMode;
  place: PlayerPlace;
  completion: Completion;
  /** The next lesson that this person may open. */
  next: PlayerLesson | null;
};

export function planOnward(
  { course_id, mode, place, completion, next }: Situation,
  t: TFunction,
): OnwardPlan {
  const hrefOf = (lesson: PlayerLesson) => lessonHref(course_id, lesson.id, mode);
  if (mode !== 'learn') {
    if (next)
      return {
        kind: 'open',
        words: t('player:bar.next_title', { title: next.title }),
        href: hrefOf(next),
        isStrong: true,
      };
    const words = mode === 'draft' ? t('player:bar.end_of_draft') : t('player:bar.end_of_sample');
    return { kind: 'open', words, href: courseHref(course_id), isStrong: true };
  }
  const { lesson, following, is_last_open } = place;
  if (completion.kind === 'ready') {
    const next_href = following ? hrefOf(following) : null;
    if (lesson.required && is_last_open)
      return { kind: 'complete', words: t('player:bar.finish'), next_href: null };
    const words = following ? t('player:bar.done_open', { title: following.title }) : t('player:bar.done');
    return { kind: 'complete', words, next_href };
  }
  if (following) {
    const words = t('player:bar.next_title', { title: following.title });
    return { kind: 'open', words, href: hrefOf(following), isStrong: completion.kind === 'done' };
  }
  return {
    kind: 'open',
    words: t('player:bar.to_course'),
    href: courseHref(course_id),
    isStrong: false,
  };
}
