/** Attempt rows -> contract shapes. The only place that decides how much of the key an answer may show. */
import type { Answer, Attempt, QuestionFeedback } from '#contract/assessment.ts';
import type { AttemptRow, ListedAttemptRow, SubmittedRow } from './attempts.sql.ts';
import type { Answers, QuestionDefinition, QuizDefinition } from './definition.ts';
import { typeOf } from './question-types/index.ts';
import type { QuestionOutcome } from './scoring.rules.ts';

const numberOrNull = (value: string | null): number | null => (value === null ? null : Number(value));

export const presentAttempt = (row: AttemptRow, quizTitle: string): Attempt => ({
  id: row.id,
  quiz_id: row.quiz_id,
  course_id: row.course_id,
  lesson_id: row.lesson_id,
  enrollment_id: row.enrollment_id,
  student_id: row.student_id,
  quiz_title: quizTitle,
  number: row.number,
  started_at: row.started_at,
  deadline_at: row.deadline_at,
  submitted_at: row.submitted_at,
  submitted_by: row.submitted_by,
  score: numberOrNull(row.score),
  max_score: numberOrNull(row.max_score),
  percent: row.percent,
  passed: row.passed,
});

export const presentSubmitted = (row: SubmittedRow, quizTitle: string) => ({
  ...presentAttempt(row, quizTitle),
  submitted_at: row.submitted_at,
  submitted_by: row.submitted_by,
  score: Number(row.score),
  max_score: Number(row.max_score),
  percent: row.percent,
  passed: row.passed,
});

export const presentListedAttempt = (row: ListedAttemptRow) => ({
  ...presentAttempt(row, row.quiz_title),
  student_name: row.student_name,
});

/**
 * What a learner is told about each question after handing in (L-91).
 *
 * `score_only`: nothing per question. `after_pass`: right or wrong, and the key only once this attempt passed - otherwise a
 * failed try would hand out the answers for the next one. `full`: everything.
 */
export function feedbackOf(
  definition: QuizDefinition,
  outcomes: readonly QuestionOutcome[],
  answers: Answers,
  passed: boolean,
): QuestionFeedback[] {
  if (definition.feedback_mode === 'score_only') return [];
  const showsKey = definition.feedback_mode === 'full' || passed;
  const questions = new Map(definition.questions.map((question) => [question.id, question]));
  return outcomes.map((outcome) => {
    const answer = answers.get(outcome.question_id) ?? null;
    const question = questions.get(outcome.question_id);
    return { ...outcome, answer, ...(showsKey && question ? keyOf(question, answer) : {}) };
  });
}

function keyOf(question: QuestionDefinition, answer: Answer | null) {
  const chosen = new Set(answer?.choice_ids);
  return {
    feedback: question.feedback,
    ...typeOf(question).key(question),
    choice_feedback: question.choices
      .filter((choice) => chosen.has(choice.id) && choice.feedback !== '')
      .map(({ id, feedback }) => ({ choice_id: id, feedback })),
  };
}
