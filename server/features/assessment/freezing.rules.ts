/** Pure: from draft rows to the definition that is frozen, and what keeps it from being ready. */
import { createHash } from 'node:crypto';
import type { QuestionDefinition, QuizDefinition } from './definition.ts';
import { typeOf } from './question-types/index.ts';
import type { QuestionProblem } from './question-types/question-type.ts';
import type { ChoiceRow, QuestionRow } from './questions.sql.ts';
import type { QuizRow } from './quizzes.sql.ts';

/** Rows of one quiz's draft, questions and choices in order. */
export type QuizDraft = { quiz: QuizRow; questions: QuestionRow[]; choices: ChoiceRow[] };

/** Sorts the rows of several quizzes into one draft each. */
export function draftsOf(quizzes: QuizRow[], questions: QuestionRow[], choices: ChoiceRow[]): QuizDraft[] {
  const questionsByQuiz = grouped(questions, (question) => question.quiz_id);
  const choicesByQuestion = grouped(choices, (choice) => choice.question_id);
  return quizzes.map((quiz) => {
    const own = questionsByQuiz.get(quiz.id) ?? [];
    return {
      quiz,
      questions: own,
      choices: own.flatMap((question) => choicesByQuestion.get(question.id) ?? []),
    };
  });
}

export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

export const questionDefinition = (question: QuestionRow, choices: ChoiceRow[]): QuestionDefinition => ({
  id: question.id,
  kind: question.kind,
  text: question.text,
  answer: question.answer,
  settings: question.settings,
  points: Number(question.points),
  feedback: question.feedback,
  choices: choices
    .filter((choice) => choice.question_id === question.id)
    .map(({ id, text, is_correct, feedback }) => ({ id, text, is_correct, feedback })),
});

export const quizDefinition = ({ quiz, questions, choices }: QuizDraft): QuizDefinition => ({
  title: quiz.title,
  description: quiz.description,
  pass_percent: quiz.pass_percent,
  max_attempts: quiz.max_attempts,
  time_limit_seconds: quiz.time_limit_seconds,
  shuffle_questions: quiz.shuffle_questions,
  shuffle_choices: quiz.shuffle_choices,
  feedback_mode: quiz.feedback_mode,
  questions: questions.map((question) => questionDefinition(question, choices)),
});

/** Everything that keeps the quiz from being taken fairly; empty when it is ready. */
export function quizProblems(definition: QuizDefinition): QuestionProblem[] {
  if (definition.questions.length === 0)
    return [{ code: 'quiz.no-questions', message: `“${definition.title}” has no questions yet.` }];
  return definition.questions.flatMap((question, index) =>
    typeOf(question)
      .problems(question)
      .map((problem) => ({
        code: problem.code,
        message: `“${definition.title}”, question ${index + 1}: ${problem.message}.`,
      })),
  );
}

/** Equal definitions have equal hashes, whatever order their keys were written in. */
export const contentHash = (definition: QuizDefinition): string =>
  createHash('sha256').update(JSON.stringify(definition, sortedKeys)).digest('hex');

const sortedKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
