// Completion rules: which fit which kind of lesson, and what choosing one writes. Pure.
import type { Lesson, LessonFields } from '../builder.types.ts';

export type CompletionRule = Lesson['completion_rule'];

export function rulesFor(kind: Lesson['kind']): readonly CompletionRule[] {
  if (kind === 'quiz') return ['quiz_passed'];
  if (kind === 'session') return ['attended'];
  return kind === 'video' ? ['open', 'watched_share', 'minimum_time'] : ['open', 'minimum_time'];
}

/** A rule is written together with its figure, because the server refuses one without the other. */
export function completionFields(
  rule: CompletionRule,
  { minimum_seconds, watched_percent, estimated_minutes }: LessonFields,
): Partial<LessonFields> {
  if (rule === 'minimum_time')
    return {
      completion_rule: rule,
      minimum_seconds: minimum_seconds ?? Math.max(60, estimated_minutes * 60),
    };
  if (rule === 'watched_share') return { completion_rule: rule, watched_percent: watched_percent ?? 90 };
  return { completion_rule: rule };
}

export const minutesOf = (seconds: number | null): number | string => (seconds === null ? '' : seconds / 60);

/** Half minutes are the smallest step; an empty field means one minute until it is filled. */
export function secondsOf(minutes: number | string): number {
  const written = Number(minutes);
  const seconds = Number.isFinite(written) && written > 0 ? Math.round(written * 60) : 60;
  return Math.max(1, Math.min(86_400, seconds));
}
