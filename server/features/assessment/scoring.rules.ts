/** What a set of answers earns. Pure arithmetic in whole hundredths of a point, so no float decides over a pass. */
import type { Answer } from '#contract/assessment.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Answers, QuestionDefinition, QuizDefinition } from './definition.ts';
import { typeOf } from './question-types/index.ts';

/** What became of one question; `points` of `max_points`, both with at most two decimals. */
export type QuestionOutcome = { question_id: string; correct: boolean; points: number; max_points: number };

export type Score = {
  score: number;
  max_score: number;
  percent: number;
  passed: boolean;
  questions: QuestionOutcome[];
};

type Scorable = Pick<QuizDefinition, 'pass_percent' | 'questions'>;

const toHundredths = (points: number): number => Math.round(points * 100);
const toPoints = (hundredths: number): number => hundredths / 100;

/**
 * Scores one set of answers against a quiz.
 *
 * A question earns a share of its points (floored to a hundredth), nothing when blank. A question that cannot earn
 * points fairly - no right choice, no accepted answer - counts neither way. `percent` is floored, so 100 means all;
 * `passed` compares score and maximum themselves, never the floored percentage.
 *
 * @param definition questions with their key; `pass_percent` 0-100
 * @param answers by question id, as `readAnswer` of the question's type accepted them
 * @returns points, not percent, in `score`, `max_score` and per question
 * @throws AppError `quiz.not-scorable` when no question can earn points
 */
export function scoreAttempt(definition: Scorable, answers: Answers): Score {
  const outcomes = definition.questions.map((question) => scoreQuestion(question, answers.get(question.id)));
  const score = sum(outcomes.map((outcome) => outcome.earned));
  const possible = sum(outcomes.map((outcome) => outcome.possible));
  if (possible === 0) throw new AppError('quiz.not-scorable');
  return {
    score: toPoints(score),
    max_score: toPoints(possible),
    percent: Math.floor((score * 100) / possible),
    passed: score * 100 >= definition.pass_percent * possible,
    questions: outcomes.map(({ question_id, correct, earned, possible: most }) => ({
      question_id,
      correct,
      points: toPoints(earned),
      max_points: toPoints(most),
    })),
  };
}

/** The most a quiz can earn, in points; 0 when nothing can be scored. */
export const maxScore = (questions: readonly QuestionDefinition[]): number =>
  toPoints(sum(questions.map(possiblePoints)));

const possiblePoints = (question: QuestionDefinition): number =>
  typeOf(question).problems(question).length > 0 ? 0 : toHundredths(question.points);

function scoreQuestion(
  question: QuestionDefinition,
  answer: Answer | undefined,
): { question_id: string; correct: boolean; earned: number; possible: number } {
  const type = typeOf(question);
  const possible = possiblePoints(question);
  if (possible === 0 || !answer || type.isBlank(answer))
    return { question_id: question.id, correct: false, earned: 0, possible };
  const { numerator, denominator } = type.score(question, answer);
  return {
    question_id: question.id,
    correct: numerator === denominator,
    earned: Math.floor((possible * numerator) / denominator),
    possible,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
