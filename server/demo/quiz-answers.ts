/** Pure: answers that earn what the story wants. Works on the frozen quiz, because that is what learners answer. */
import type { QuestionKind, SubmittedAnswer } from '#contract/assessment.ts';
import type { Chance } from './random.ts';

/** The part of a frozen quiz that matters here. */
export type FrozenQuestion = {
  id: string;
  kind: QuestionKind;
  answer: string | null;
  points: number;
  choices: { id: string; is_correct: boolean }[];
};
export type FrozenQuiz = {
  quiz_id: string;
  lesson_id: string;
  timed: boolean;
  pass_percent: number;
  questions: FrozenQuestion[];
};

/** Wrong answers to so many questions that the quiz is not passed. */
export function failingAnswers(quiz: FrozenQuiz, chance: Chance): SubmittedAnswer[] {
  const wrong = new Set<string>();
  for (const question of shuffled(quiz.questions, chance)) {
    if (percentWithout(quiz, wrong) < quiz.pass_percent) break;
    wrong.add(question.id);
  }
  return answersWithout(quiz, wrong);
}

/** All right, or with one slip when the quiz is passed nevertheless. */
export function passingAnswers(quiz: FrozenQuiz, chance: Chance): SubmittedAnswer[] {
  const slip = new Set([chance.pick(quiz.questions).id]);
  const affordable = percentWithout(quiz, slip) >= quiz.pass_percent;
  return answersWithout(quiz, affordable && chance.is(0.55) ? slip : new Set());
}

const total = (questions: readonly FrozenQuestion[]): number =>
  questions.reduce((sum, question) => sum + question.points, 0);

function percentWithout(quiz: FrozenQuiz, wrong: ReadonlySet<string>): number {
  const earned = total(quiz.questions.filter((question) => !wrong.has(question.id)));
  return Math.floor((earned * 100) / total(quiz.questions));
}

const answersWithout = (quiz: FrozenQuiz, wrong: ReadonlySet<string>): SubmittedAnswer[] =>
  quiz.questions.map((question) => ({
    question_id: question.id,
    ...answerTo(question, !wrong.has(question.id)),
  }));

function answerTo(question: FrozenQuestion, isRight: boolean): Omit<SubmittedAnswer, 'question_id'> {
  if (question.choices.length === 0) return { text: isRight ? (question.answer ?? '') : wrongText(question) };
  const picked = question.choices
    .filter((choice) => choice.is_correct === isRight)
    .map((choice) => choice.id);
  if (question.kind === 'multiple_choice') return { choice_ids: isRight ? picked : picked.slice(0, 1) };
  return { choice_id: picked[0]! };
}

// One more than right is within no tolerance the demo's questions give, once it is doubled.
const wrongText = (question: FrozenQuestion): string =>
  question.kind === 'numeric' ? String(Number(question.answer) * 2 + 1) : 'I am not sure';

function shuffled<One>(list: readonly One[], chance: Chance): One[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = chance.whole(0, last);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
