// Which parts of a lesson differ from what learners see. Pure.
import type { OutlineLesson } from '#contract/catalog.ts';

export type ChangedPart = 'title' | 'content' | 'questions' | 'settings';

/** Never empty: a change that an outline does not show is in the questions of a quiz, or in the text. */
export function changedParts(before: OutlineLesson | undefined, after: OutlineLesson): ChangedPart[] {
  const parts: ChangedPart[] = [];
  const isQuiz = after.kind === 'quiz';
  if (before && before.title !== after.title) parts.push('title');
  else if (before && !isQuiz && before.revision_id !== after.revision_id) parts.push('content');
  if (before && before.quiz_version_id !== after.quiz_version_id) parts.push('questions');
  if (before && settingsOf(before) !== settingsOf(after)) parts.push('settings');
  if (parts.length > 0) return parts;
  return [isQuiz ? 'questions' : 'content'];
}

function settingsOf(lesson: OutlineLesson): string {
  const { required, is_preview, completion_rule, minimum_seconds, watched_percent, estimated_minutes } =
    lesson;
  return JSON.stringify([
    required,
    is_preview,
    completion_rule,
    minimum_seconds,
    watched_percent,
    estimated_minutes,
  ]);
}
