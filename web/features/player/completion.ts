// What a lesson still asks for before it counts. The server decides (server/features/enrollment/completion.rules.ts); this
// says the same in advance, so that nobody presses a button that refuses them.
import type { OutlineLesson } from '#contract/catalog.ts';
import type { Progress } from './learning.types.ts';
import { type Range, watchedPercent } from './watched.ts';

export type Completion =
  | { kind: 'done'; completed_at: string | null }
  | { kind: 'ready' }
  | { kind: 'wait'; seconds_left: number }
  | { kind: 'watch'; watched_percent: number; required_percent: number }
  | { kind: 'quiz' }
  | { kind: 'session' };

type Asked = Pick<OutlineLesson, 'kind' | 'completion_rule' | 'minimum_seconds' | 'watched_percent'>;

export type Seen = {
  progress: Progress | null;
  /** The server's clock, in milliseconds. */
  server_ms: number;
  /** Watched since the server was told last. */
  ranges?: readonly Range[];
  media_seconds?: number | null;
};

export function completionOf(lesson: Asked, seen: Seen): Completion {
  const { progress } = seen;
  if (progress?.completed) return { kind: 'done', completed_at: progress.completed_at };
  if (lesson.kind === 'quiz' || lesson.completion_rule === 'quiz_passed') return { kind: 'quiz' };
  if (lesson.kind === 'session' || lesson.completion_rule === 'attended') return { kind: 'session' };
  if (lesson.completion_rule === 'minimum_time' && lesson.minimum_seconds !== null) {
    const since = progress?.first_seen_at ? seen.server_ms - Date.parse(progress.first_seen_at) : 0;
    const seconds_left = Math.ceil(lesson.minimum_seconds - Math.max(0, since) / 1000);
    return seconds_left > 0 ? { kind: 'wait', seconds_left } : { kind: 'ready' };
  }
  if (lesson.completion_rule === 'watched_share' && lesson.watched_percent !== null) {
    const media_seconds = seen.media_seconds ?? progress?.media_seconds ?? null;
    const watched_percent = watchedPercent(
      [...(progress?.watched_ranges ?? []), ...(seen.ranges ?? [])],
      media_seconds,
    );
    const required_percent = lesson.watched_percent;
    if (watched_percent < required_percent) return { kind: 'watch', watched_percent, required_percent };
  }
  return { kind: 'ready' };
}
