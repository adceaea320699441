/** Draft rows and frozen definitions -> contract shapes. What a learner sees is built from the fields it may contain, never by removing some. */
import type { Choice, OpenQuestion, Question, Quiz } from '#contract/assessment.ts';
import type { QuestionDefinition, QuizDefinition } from './definition.ts';
import { questionDefinition } from './freezing.rules.ts';
import { typeOf } from './question-types/index.ts';
import type { ChoiceRow, QuestionRow } from './questions.sql.ts';
import type { QuizRow } from './quizzes.sql.ts';

/** The quiz as its author edits it. */
export function presentDraft({ deleted_at, ...quiz }: QuizRow, questionCount: number): Quiz {
  return { ...quiz, question_count: questionCount };
}

/** The quiz as it was published. */
export const presentPublished = (quiz: QuizRow, definition: QuizDefinition): Quiz => ({
  id: quiz.id,
  course_id: quiz.course_id,
  lesson_id: quiz.lesson_id,
  title: definition.title,
  description: definition.description,
  pass_percent: definition.pass_percent,
  max_attempts: definition.max_attempts,
  time_limit_seconds: definition.time_limit_seconds,
  shuffle_questions: definition.shuffle_questions,
  shuffle_choices: definition.shuffle_choices,
  feedback_mode: definition.feedback_mode,
  question_count: definition.questions.length,
  version_id: quiz.version_id,
  record_version: quiz.record_version,
  created_at: quiz.created_at,
  updated_at: quiz.updated_at,
});

export const presentOpenQuestion = (question: QuestionDefinition): OpenQuestion => ({
  id: question.id,
  kind: question.kind,
  text: question.text,
  points: question.points,
  choices: question.choices.map(({ id, text }) => ({ id, text })),
});

/** @param choices  the question's own choices in order */
export function presentQuestion(row: QuestionRow, choices: ChoiceRow[]): Question {
  const definition = questionDefinition(row, choices);
  return {
    ...row,
    points: definition.points,
    choices: choices.map(presentChoice),
    problems: typeOf(definition).problems(definition),
  };
}

export const presentChoice = (row: ChoiceRow): Choice => row;
