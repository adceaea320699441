/**
 * What one quiz asks, with its key: the shape that is frozen into `quiz_versions.definition` and that the rules work on.
 * A row that was frozen stays as it is for ever, so fields may be added here but never change their meaning.
 */
import type { Answer, FeedbackMode, QuestionKind, QuestionSettings } from '#contract/assessment.ts';

export type ChoiceDefinition = { id: string; text: string; is_correct: boolean; feedback: string };

export type QuestionDefinition = {
  id: string;
  kind: QuestionKind;
  text: string;
  /** The accepted answer of a text question; null for choice questions. */
  answer: string | null;
  settings: QuestionSettings;
  /** Points, at most two decimals. */
  points: number;
  feedback: string;
  choices: ChoiceDefinition[];
};

export type QuizDefinition = {
  title: string;
  description: string;
  pass_percent: number;
  max_attempts: number | null;
  time_limit_seconds: number | null;
  shuffle_questions: boolean;
  shuffle_choices: boolean;
  feedback_mode: FeedbackMode;
  /** In the author's order. */
  questions: QuestionDefinition[];
};

/** Answers by question id; a missing key means "left blank". */
export type Answers = ReadonlyMap<string, Answer>;
