// In which way a lesson is open: learning it, looking at a sample of it, or checking the draft as its author. Pure.

export type PlayerMode = 'learn' | 'sample' | 'draft';

type Openable = { can: readonly string[] };

/** Authors who asked for the draft get it even while they take the course themselves; then nothing is stored. */
export function modeOf(course: Openable, enrollment: Openable | null, wantsDraft: boolean): PlayerMode {
  const isAuthor = course.can.includes('update');
  if (isAuthor && wantsDraft) return 'draft';
  if (enrollment?.can.includes('learn')) return 'learn';
  return isAuthor ? 'draft' : 'sample';
}

/** Reads `?preview=1` as the router parsed it. */
export function wantsDraft(search: Readonly<Record<string, unknown>>): boolean {
  return ['1', 'true'].includes(String(search['preview']));
}

export const courseHref = (course_id: string): string => `/courses/${course_id}`;

export function lessonHref(course_id: string, lesson_id: string, mode: PlayerMode): string {
  return `/learn/${course_id}/${lesson_id}${mode === 'draft' ? '?preview=1' : ''}`;
}

export function quizHref(course_id: string, quiz_id: string, mode: PlayerMode): string {
  return `/learn/${course_id}/quizzes/${quiz_id}${mode === 'draft' ? '?preview=1' : ''}`;
}

/** Without an enrollment only the lessons that were marked as a sample open. */
export function mayOpen(lesson: { is_preview: boolean }, mode: PlayerMode): boolean {
  return mode !== 'sample' || lesson.is_preview;
}
