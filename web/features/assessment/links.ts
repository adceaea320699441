// Addresses of the quiz screens, in one place.

export const quizHref = (course_id: string, quiz_id: string): string =>
  `/learn/${course_id}/quizzes/${quiz_id}`;

export const attemptHref = (course_id: string, quiz_id: string, attempt_id: string): string =>
  `${quizHref(course_id, quiz_id)}/attempts/${attempt_id}`;

/** Where a quiz is left to: its lesson, or the course for one that stands free. */
export const lessonOfQuizHref = (course_id: string, lesson_id: string | null): string =>
  lesson_id === null ? `/courses/${course_id}` : `/learn/${course_id}/${lesson_id}`;

/** Where the pass that finished the course leads: the player then shows what was unlocked. */
export const finishHref = (course_id: string, lesson_id: string | null): string =>
  lesson_id === null ? `/courses/${course_id}` : `/learn/${course_id}/${lesson_id}?finished=true`;
