/** Pure: what must be true of a course before an author may publish it by hand. */
import type { Outline } from '#contract/catalog.ts';
import { lessonsOf } from './outline.rules.ts';

export type PublishProblem = { code: string; message: string; lesson_id: string | null };

/** The publish checklist. Each problem names the lesson to open, so that the checklist can link to it. */
export function publishProblems(
  course: { title: string; description: string },
  outline: Outline,
): PublishProblem[] {
  const lessons = lessonsOf(outline);
  const problems: PublishProblem[] = [];
  if (course.description.trim() === '')
    problems.push({
      code: 'description_missing',
      message: 'Say in a few sentences what the course is about.',
      lesson_id: null,
    });
  if (lessons.length === 0)
    problems.push({ code: 'no_lessons', message: 'Add at least one lesson.', lesson_id: null });
  else if (!lessons.some((lesson) => lesson.required)) {
    problems.push({
      code: 'nothing_required',
      message: 'At least one lesson must be required, or nobody could complete the course.',
      lesson_id: null,
    });
  }
  for (const lesson of lessons) {
    if (lesson.kind === 'quiz' && !lesson.quiz_id)
      problems.push({
        code: 'quiz_missing',
        message: `“${lesson.title}” has no quiz yet.`,
        lesson_id: lesson.id,
      });
  }
  return problems;
}
