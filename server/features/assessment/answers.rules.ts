/** Pure: from what a client sent to answers that fit the quiz, or to the field that does not. */
import type { Answer, AnswerInput, SubmittedAnswer } from '#contract/assessment.ts';
import type { FieldProblem } from '#contract/errors.ts';
import { AppError } from '#server/platform/errors.ts';
import type { QuizDefinition } from './definition.ts';
import { typeOf } from './question-types/index.ts';

type Questions = Pick<QuizDefinition, 'questions'>;

/**
 * Reads the answers of one submission.
 *
 * @returns answers by question id; questions that were left out are absent
 * @throws AppError `input.invalid` naming every answer that does not fit: a question of another quiz, a question answered
 *   twice, a choice of another question, text where a choice is asked for
 */
export function readAnswers(
  definition: Questions,
  sent: readonly SubmittedAnswer[],
  path = 'answers',
): Map<string, Answer> {
  const questions = new Map(definition.questions.map((question) => [question.id, question]));
  const answers = new Map<string, Answer>();
  const problems: FieldProblem[] = [];
  for (const [index, { question_id: questionId, ...given }] of sent.entries()) {
    const question = questions.get(questionId);
    const problem = (field: string, message: string) =>
      problems.push({ path: `${path}.${index}.${field}`, code: 'custom', message });
    if (!question) problem('question_id', 'Not a question of this quiz');
    else if (answers.has(questionId)) problem('question_id', 'Answered twice');
    else {
      const read = typeOf(question).readAnswer(question, given);
      if ('refusal' in read) problem(read.refusal.field, read.refusal.message);
      else answers.set(questionId, read.answer);
    }
  }
  if (problems.length > 0) throw invalidAnswers(problems);
  return answers;
}

/** Reads one answer whose question is known to belong to the quiz. @throws AppError `input.invalid` naming the field */
export function readAnswer(definition: Questions, questionId: string, sent: AnswerInput): Answer | null {
  const question = definition.questions.find((one) => one.id === questionId);
  if (!question) return null;
  const read = typeOf(question).readAnswer(question, sent);
  if ('refusal' in read)
    throw invalidAnswers([
      { path: `answer.${read.refusal.field}`, code: 'custom', message: read.refusal.message },
    ]);
  return read.answer;
}

const invalidAnswers = (problems: FieldProblem[]): AppError =>
  new AppError('input.invalid', {
    detail: `Not valid: ${problems
      .slice(0, 5)
      .map((problem) => problem.path)
      .join(', ')}`,
    fields: problems,
  });
