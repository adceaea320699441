/** The interface behind which every kind of question lives. A new kind is one file in this folder and its line in index.ts. */
import type { Answer, AnswerInput, QuestionKind } from '#contract/assessment.ts';
import type { QuestionDefinition } from '../definition.ts';

/** Why a question cannot be published. The code names the text the web shows; the message is its English. */
export type QuestionProblem = { code: string; message: string };

/** The part of a question's points that an answer earns, as an exact fraction: 0 <= numerator <= denominator. */
export type Share = { numerator: number; denominator: number };

/** A refused answer: which of its fields is wrong, and why. */
export type Refusal = { field: string; message: string };

/** The key as it may be shown after handing in. */
export type Key = { correct_choice_ids: string[]; correct_answer: string | null };

export type QuestionType = {
  kind: QuestionKind;
  /** False where the order of the choices carries meaning. */
  shuffles_choices: boolean;
  /** Everything that keeps the question from earning points fairly; empty when it is ready. */
  problems(question: QuestionDefinition): QuestionProblem[];
  /** Turns what was sent into what is kept, or says which field does not fit this question. */
  readAnswer(question: QuestionDefinition, sent: AnswerInput): { answer: Answer } | { refusal: Refusal };
  isBlank(answer: Answer): boolean;
  /** Scores an answer that `readAnswer` accepted; only called for questions without problems. */
  score(question: QuestionDefinition, answer: Answer): Share;
  key(question: QuestionDefinition): Key;
};

export const nothing: Share = { numerator: 0, denominator: 1 };
export const everything: Share = { numerator: 1, denominator: 1 };
