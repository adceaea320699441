// The draft of a quiz as its author writes it, before all of it has reached the server. Pure.
import type {
  FeedbackMode,
  NestedChoice,
  Question,
  QuestionDraft,
  QuestionKind,
  QuestionSettings,
  QuizDetail,
} from '#contract/assessment.ts';
import { hasChoices, takesSeveral } from './answers.ts';

export type DraftChoice = {
  key: string;
  id: string | null;
  text: string;
  is_correct: boolean;
  feedback: string;
};

export type QuestionFields = {
  kind: QuestionKind;
  text: string;
  answer: string;
  settings: QuestionSettings;
  points: number;
  feedback: string;
  choices: readonly DraftChoice[];
};
export type DraftQuestion = QuestionFields & { key: string; id: string | null };

export type QuizSettings = {
  title: string;
  description: string;
  pass_percent: number;
  max_attempts: number | null;
  time_limit_seconds: number | null;
  shuffle_questions: boolean;
  shuffle_choices: boolean;
  feedback_mode: FeedbackMode;
};

/** Words for the two choices of a statement, in the author's language. */
export type StatementWords = { yes: string; no: string };

export const settingsOf = (quiz: QuizDetail): QuizSettings => ({
  title: quiz.title,
  description: quiz.description,
  pass_percent: quiz.pass_percent,
  max_attempts: quiz.max_attempts,
  time_limit_seconds: quiz.time_limit_seconds,
  shuffle_questions: quiz.shuffle_questions,
  shuffle_choices: quiz.shuffle_choices,
  feedback_mode: quiz.feedback_mode,
});

export const isAuthorsQuestion = (question: QuizDetail['questions'][number]): question is Question =>
  'problems' in question;

/** A question of the server's; its id is its key as well, so that a reload finds it again. */
export const draftOf = (question: Question): DraftQuestion => ({
  key: question.id,
  id: question.id,
  kind: question.kind,
  text: question.text,
  answer: question.answer ?? '',
  settings: question.settings,
  points: question.points,
  feedback: question.feedback,
  choices: question.choices.map(({ id, text, is_correct, feedback }) => ({
    key: id,
    id,
    text,
    is_correct,
    feedback,
  })),
});

let made = 0;
/** A key for what the server has not named yet. */
export const newKey = (): string => `new-${++made}`;

export const newChoice = (text = '', is_correct = false): DraftChoice => ({
  key: newKey(),
  id: null,
  text,
  is_correct,
  feedback: '',
});

export function newQuestion(kind: QuestionKind, words: StatementWords): DraftQuestion {
  const question: DraftQuestion = {
    key: newKey(),
    id: null,
    kind,
    text: '',
    answer: '',
    settings: {},
    points: 1,
    feedback: '',
    choices: [],
  };
  if (!hasChoices(kind)) return question;
  return {
    ...question,
    choices: kind === 'true_false' ? statementChoices(words) : [newChoice(), newChoice()],
  };
}

const statementChoices = ({ yes, no }: StatementWords): DraftChoice[] => [
  newChoice(yes, true),
  newChoice(no),
];

/** A copy that the server does not know: everything but the ids. */
export const copyOf = (question: DraftQuestion): DraftQuestion => ({
  ...question,
  key: newKey(),
  id: null,
  choices: question.choices.map((choice) => ({ ...choice, key: newKey(), id: null })),
});

/** Marks a choice as right or not. Where only one can be right, marking it unmarks the others. */
export function withRight(
  question: QuestionFields,
  key: string,
  is_correct: boolean,
): readonly DraftChoice[] {
  const isOnlyOne = !takesSeveral(question.kind);
  return question.choices.map((choice) => {
    if (choice.key === key) return { ...choice, is_correct };
    return isOnlyOne && is_correct ? { ...choice, is_correct: false } : choice;
  });
}

/** What changes with the kind: a text question drops its choices on the server, so they lose their ids but not their words. */
export function withKind(
  question: QuestionFields,
  kind: QuestionKind,
  words: StatementWords,
): Pick<QuestionFields, 'kind' | 'choices'> {
  if (!hasChoices(kind))
    return { kind, choices: question.choices.map((choice) => ({ ...choice, id: null })) };
  if (kind === 'true_false')
    return {
      kind,
      choices: question.choices.length === 2 ? onlyFirstRight(question.choices) : statementChoices(words),
    };
  const choices = question.choices.length === 0 ? [newChoice(), newChoice()] : question.choices;
  return { kind, choices: takesSeveral(kind) ? choices : onlyFirstRight(choices) };
}

function onlyFirstRight(choices: readonly DraftChoice[]): readonly DraftChoice[] {
  const first = choices.findIndex((choice) => choice.is_correct);
  return choices.map((choice, index) => (index === first ? choice : { ...choice, is_correct: false }));
}

/** Choices that are worth sending: a row that is still empty is not one yet. */
export const writtenChoices = (question: Pick<QuestionFields, 'kind' | 'choices'>): readonly DraftChoice[] =>
  hasChoices(question.kind) ? question.choices.filter((choice) => choice.text.trim() !== '') : [];

/** True when the server would take the question: it refuses one that asks nothing. */
export const isSendable = (question: Pick<QuestionFields, 'text'>): boolean => question.text.trim() !== '';

/** These fields as the server takes them. */
export function bodyOf(
  question: QuestionFields,
  fields: readonly (keyof QuestionFields)[],
): Partial<QuestionDraft> {
  const body: Partial<QuestionDraft> = {};
  for (const field of fields) {
    if (field === 'choices') body.choices = writtenChoices(question).map(nestedOf);
    else if (field === 'answer') body.answer = question.answer.trim() === '' ? null : question.answer;
    else Object.assign(body, { [field]: question[field] });
  }
  return body;
}

const nestedOf = ({ id, text, is_correct, feedback }: DraftChoice): NestedChoice => ({
  ...(id === null ? {} : { id }),
  text,
  is_correct,
  feedback,
});

export const allFields: readonly (keyof QuestionFields)[] = [
  'kind',
  'text',
  'answer',
  'settings',
  'points',
  'feedback',
  'choices',
];

/** Gives choices that were sent the ids they were given, by the order in which they were sent. */
export function withChoiceIds(
  choices: readonly DraftChoice[],
  sent: readonly DraftChoice[],
  received: readonly { id: string }[],
): readonly DraftChoice[] {
  const ids = new Map(sent.map((choice, index) => [choice.key, received[index]?.id ?? null]));
  return choices.map((choice) =>
    choice.id === null && ids.get(choice.key) ? { ...choice, id: ids.get(choice.key) ?? null } : choice,
  );
}

/** The list with one of its members at another place (from 0). */
export function withPlace<Item extends { key: string }>(
  items: readonly Item[],
  key: string,
  to: number,
): readonly Item[] {
  const item = items.find((one) => one.key === key);
  if (!item) return items;
  const rest = items.filter((one) => one.key !== key);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

/** Why learners could not be asked this yet, as codes of the texts in `problem`; the server says the same at publication. */
export function problemsOf(question: QuestionFields): string[] {
  const problems = isSendable(question) ? [] : ['no-text'];
  if (question.kind === 'short_text')
    return [
      ...problems,
      ...(question.answer.trim() === '' && !question.settings.accepted_answers?.length ? ['no-answer'] : []),
    ];
  if (question.kind === 'numeric')
    return [...problems, ...(/\d/.test(question.answer) ? [] : ['answer-not-a-number'])];
  const choices = writtenChoices(question);
  const right = choices.filter((choice) => choice.is_correct).length;
  if (choices.length < 2) problems.push('too-few-choices');
  if (right === 0) problems.push('no-correct-choice');
  if (takesSeveral(question.kind) && right > 0 && right === choices.length) problems.push('no-wrong-choice');
  return problems;
}
