/** May this lesson be marked complete now? Asked before every completion that a learner sends. */
import { type Range, watchedSeconds } from './watched.rules.ts';

export type CompletionRule = 'open' | 'minimum_time' | 'watched_share' | 'quiz_passed' | 'attended';

export type LessonPlan = {
  kind: string;
  completion_rule: CompletionRule;
  minimum_seconds: number | null;
  watched_percent: number | null;
};

export type Seen = {
  /** When the server first saw the lesson open; null when it never did. */
  first_seen_at: string | null;
  ranges: readonly Range[];
  /** Length of the medium as the player reported it. */
  media_seconds: number | null;
};

export type CompletionVerdict =
  | { may: true }
  | { may: false; reason: 'quiz_passed' | 'attended' }
  | { may: false; reason: 'minimum_time'; remaining_seconds: number }
  | { may: false; reason: 'watched_share'; watched_percent: number; required_percent: number };

/** Faster than this no player plays; more seconds watched than time has passed at this speed were not watched. */
const fastestPlayback = 2;

/**
 * Judges a completion by the lesson's rule.
 *
 * A quiz is completed by passing it and a session by being there, and in no other way. Time is the server's: from the first visit to `now`, whatever the
 * browser says it spent. A watched share needs a known length, and never counts more seconds than could have been played
 * since the first visit. A rule without its figure (an author left it empty) does not hold anyone back.
 */
export function completionVerdict(lesson: LessonPlan, seen: Seen, now: Date): CompletionVerdict {
  const proof = proofAsked(lesson);
  if (proof) return { may: false, reason: proof };
  const passedSeconds = seen.first_seen_at
    ? Math.max(0, (now.getTime() - Date.parse(seen.first_seen_at)) / 1000)
    : 0;
  if (lesson.completion_rule === 'minimum_time' && lesson.minimum_seconds !== null) {
    const remaining = Math.ceil(lesson.minimum_seconds - passedSeconds);
    return remaining <= 0
      ? { may: true }
      : { may: false, reason: 'minimum_time', remaining_seconds: remaining };
  }
  if (lesson.completion_rule === 'watched_share' && lesson.watched_percent !== null) {
    const watched = watchedShare(seen, passedSeconds);
    const required = lesson.watched_percent;
    if (watched < required)
      return { may: false, reason: 'watched_share', watched_percent: watched, required_percent: required };
  }
  return { may: true };
}

/** What a lesson asks for that its learner cannot say themselves, neither that it is so nor that it is not after all. */
export function proofAsked(
  lesson: Pick<LessonPlan, 'kind' | 'completion_rule'>,
): 'quiz_passed' | 'attended' | null {
  if (lesson.kind === 'quiz' || lesson.completion_rule === 'quiz_passed') return 'quiz_passed';
  if (lesson.kind === 'session' || lesson.completion_rule === 'attended') return 'attended';
  return null;
}

/** Whole percent, floored; the last second of a medium is forgiven, because players end on a fraction of it. */
function watchedShare(seen: Seen, passedSeconds: number): number {
  if (!seen.media_seconds) return 0;
  const length = Math.max(1, seen.media_seconds - 1);
  const inside = seen.ranges.map(([from, to]): Range => [from, Math.min(to, seen.media_seconds!)]);
  const credible = Math.min(watchedSeconds(inside), Math.floor(passedSeconds * fastestPlayback));
  return Math.min(100, Math.floor((credible * 100) / length));
}
