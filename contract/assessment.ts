/**
 * Assessment: quizzes, questions, choices, attempts and submissions (L-26..L-28, L-32, L-57..L-61, L-87..L-91, U-16).
 *
 * `quizzes`, `questions` and `choices` are the draft that authors edit; learners take a frozen version. The answer key
 * (`answer`, `settings`, `is_correct`, `feedback`) exists in two shapes only: what an author edits, and the feedback of
 * an attempt that has been handed in.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  can,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  percent,
  text,
} from './values/common.ts';

export const questionKinds = [
  'single_choice',
  'multiple_choice',
  'true_false',
  'short_text',
  'numeric',
] as const;
export type QuestionKind = (typeof questionKinds)[number];
/** How much a learner is told after handing in. `after_pass`: right and wrong at once, the key only once passed. */
export const feedbackModes = ['full', 'after_pass', 'score_only'] as const;
export type FeedbackMode = (typeof feedbackModes)[number];
/** Who closed the attempt: the learner, or the server when the time was over. */
export const submitters = ['learner', 'server'] as const;
/** Longest text answer that is kept, in characters. */
export const maxAnswerLength = 10_000;
export const maxQuestionsPerQuiz = 500;
export const maxChoicesPerQuestion = 50;

/** Points carry at most two decimals; all arithmetic on them is in whole hundredths. */
const points = z
  .number()
  .positive()
  .max(9999.99)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, 'Expected at most two decimals');

const answerFields = {
  choice_id: id.optional(),
  choice_ids: z.array(id).max(maxChoicesPerQuestion).optional(),
  text: optionalText(maxAnswerLength).optional(),
};
/** What a person answers: one choice, several, or text. Which one fits is the question type's rule; `{}` is blank. */
export const AnswerInput = z.strictObject(answerFields);
export type AnswerInput = z.infer<typeof AnswerInput>;

/** An answer as it is kept: choices for choice questions, otherwise the text as typed. Neither means blank. */
export const Answer = z.object({ choice_ids: z.array(id).optional(), text: z.string().optional() });
export type Answer = z.infer<typeof Answer>;

/** What a question type needs besides the answer. Each type reads its own keys. */
export const QuestionSettings = z.strictObject({
  /** Further right answers of a short text, besides `answer`. */
  accepted_answers: z.array(text(500)).max(50).optional(),
  case_sensitive: z.boolean().optional(),
  /** Numeric: how far from `answer` still counts, in the answer's own unit. */
  tolerance: z.number().min(0).max(1e15).optional(),
});
export type QuestionSettings = z.infer<typeof QuestionSettings>;

const Problem = z.object({ code: z.string(), message: z.string() });

export const Choice = z.object({
  id,
  question_id: id,
  text: z.string(),
  is_correct: z.boolean(),
  feedback: z.string(),
  order: z.int(),
  created_at: instant,
});
export type Choice = z.infer<typeof Choice>;

/** A question as its author sees it. */
export const Question = z.object({
  id,
  quiz_id: id,
  kind: z.enum(questionKinds),
  text: z.string(),
  answer: z.string().nullable(),
  settings: QuestionSettings,
  points: z.number(),
  feedback: z.string(),
  order: z.int(),
  choices: z.array(Choice),
  /** Why this question cannot be published yet; empty when it can. */
  problems: z.array(Problem),
  created_at: instant,
  updated_at: instant,
});
export type Question = z.infer<typeof Question>;

/** A question as the person who takes the quiz sees it: nothing of the key. */
export const OpenQuestion = z.object({
  id,
  kind: z.enum(questionKinds),
  text: z.string(),
  points: z.number(),
  choices: z.array(z.object({ id, text: z.string() })),
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/** One person's standing in one quiz. */
export const QuizStanding = z.object({
  attempts_used: z.int(),
  /** Null when attempts are unlimited. */
  attempts_left: z.int().nullable(),
  open_attempt_id: id.nullable(),
  best_percent: percent.nullable(),
  passed: z.boolean(),
});
export type QuizStanding = z.infer<typeof QuizStanding>;

export const Quiz = z.object({
  id,
  course_id: id,
  lesson_id: id.nullable(),
  title: z.string(),
  description: z.string(),
  pass_percent: percent,
  /** Null: unlimited. */
  max_attempts: z.int().nullable(),
  time_limit_seconds: z.int().nullable(),
  shuffle_questions: z.boolean(),
  shuffle_choices: z.boolean(),
  feedback_mode: z.enum(feedbackModes),
  question_count: z.int(),
  /** The version learners take; null until the quiz has been published once. */
  version_id: id.nullable(),
  record_version: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type Quiz = z.infer<typeof Quiz>;

/**
 * A quiz as one person sees it. People who may edit get the draft's questions with their key; everybody else gets the
 * published questions without it, and none at all before an attempt is open when the quiz has a time limit.
 */
export const QuizDetail = Quiz.extend({
  can,
  max_score: z.number(),
  questions: z.array(z.union([Question, OpenQuestion])),
  /** Null for people without an enrollment. */
  standing: QuizStanding.nullable(),
});
export type QuizDetail = z.infer<typeof QuizDetail>;

const quizFields = {
  title: text(200),
  description: optionalText(5000),
  pass_percent: percent,
  max_attempts: z.int().min(1).max(1000).nullable(),
  time_limit_seconds: z.int().min(10).max(86_400).nullable(),
  shuffle_questions: z.boolean(),
  shuffle_choices: z.boolean(),
  feedback_mode: z.enum(feedbackModes),
};
/** A quiz belongs to a lesson, or to a course alone. The two documents' fields, `lesson_id` and `title`, suffice. */
export const QuizInput = z
  .strictObject({ lesson_id: id, course_id: id, ...quizFields })
  .partial()
  .required({ title: true })
  .refine((quiz) => quiz.lesson_id !== undefined || quiz.course_id !== undefined, {
    path: ['lesson_id'],
    message: 'Give a lesson_id or a course_id',
  });
export type QuizInput = z.infer<typeof QuizInput>;
export const QuizPatch = z.strictObject(quizFields).partial();
export type QuizPatch = z.infer<typeof QuizPatch>;

/** A choice inside a question. With an `id` it changes that choice; without one it is new. */
const NestedChoice = z.strictObject({
  id: id.optional(),
  text: text(2000),
  is_correct: z.boolean().optional(),
  feedback: optionalText(2000).optional(),
});
export type NestedChoice = z.infer<typeof NestedChoice>;

const questionFields = {
  kind: z.enum(questionKinds),
  text: text(10_000),
  answer: optionalText(500).nullable(),
  settings: QuestionSettings,
  points,
  feedback: optionalText(5000),
  /** Counts from 1. Giving a taken one inserts there and moves the rest down. */
  order: z.int().min(1).max(10_000),
  /** All choices in order; those left out are removed. */
  choices: z.array(NestedChoice).max(maxChoicesPerQuestion),
};
/** Without `kind`: choices make a choice question (by the number of right ones), an `answer` alone a short text. */
export const QuestionDraft = z.strictObject(questionFields).partial().required({ text: true });
export type QuestionDraft = z.infer<typeof QuestionDraft>;
export const QuestionInput = z
  .strictObject({ quiz_id: id, ...questionFields })
  .partial()
  .required({ quiz_id: true, text: true });
export type QuestionInput = z.infer<typeof QuestionInput>;
export const QuestionPatch = z.strictObject(questionFields).partial();
export type QuestionPatch = z.infer<typeof QuestionPatch>;

const choiceFields = {
  text: text(2000),
  is_correct: z.boolean(),
  feedback: optionalText(2000),
  order: z.int().min(1).max(10_000),
};
export const ChoiceInput = z
  .strictObject({ question_id: id, ...choiceFields })
  .partial()
  .required({ question_id: true, text: true });
export type ChoiceInput = z.infer<typeof ChoiceInput>;
export const ChoicePatch = z.strictObject(choiceFields).partial();
export type ChoicePatch = z.infer<typeof ChoicePatch>;

/** What became of one question. The key fields are there only as far as the quiz's feedback mode allows. */
export const QuestionFeedback = z.object({
  question_id: id,
  correct: z.boolean(),
  points: z.number(),
  max_points: z.number(),
  answer: Answer.nullable(),
  feedback: z.string().optional(),
  correct_choice_ids: z.array(id).optional(),
  correct_answer: z.string().nullable().optional(),
  choice_feedback: z.array(z.object({ choice_id: id, feedback: z.string() })).optional(),
});
export type QuestionFeedback = z.infer<typeof QuestionFeedback>;

export const Attempt = z.object({
  id,
  quiz_id: id,
  course_id: id,
  lesson_id: id.nullable(),
  enrollment_id: id,
  student_id: id,
  quiz_title: z.string(),
  number: z.int(),
  started_at: instant,
  /** The last moment to answer, by the server's clock; null without a time limit. */
  deadline_at: instant.nullable(),
  submitted_at: instant.nullable(),
  submitted_by: z.enum(submitters).nullable(),
  score: z.number().nullable(),
  max_score: z.number().nullable(),
  percent: percent.nullable(),
  passed: z.boolean().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;
export const ListedAttempt = Attempt.extend({ student_name: z.string() });
export type ListedAttempt = z.infer<typeof ListedAttempt>;

export const SavedAnswer = z.object({
  question_id: id,
  answer: Answer,
  sequence: z.number(),
  saved_at: instant,
});
export type SavedAnswer = z.infer<typeof SavedAnswer>;

/** The paper in front of the learner: questions in this attempt's order and what is saved of it. */
export const AttemptPaper = Attempt.extend({
  course_title: z.string(),
  server_now: instant,
  pass_percent: percent,
  time_limit_seconds: z.int().nullable(),
  max_attempts: z.int().nullable(),
  attempts_left: z.int().nullable(),
  questions: z.array(OpenQuestion),
  answers: z.array(SavedAnswer),
});
export type AttemptPaper = z.infer<typeof AttemptPaper>;

/** `accepted` is false when a newer save was already there; the answer that counts is then the one returned. */
export const SaveReceipt = SavedAnswer.extend({ accepted: z.boolean() });
export type SaveReceipt = z.infer<typeof SaveReceipt>;
const SaveAnswerInput = z.strictObject({
  answer: AnswerInput,
  /** The client's counter for this question; a save with a lower or equal one never overwrites. */
  sequence: z.int().min(0),
});
const Saved = z.object({
  answers: z.array(SaveReceipt),
  server_now: instant,
  deadline_at: instant.nullable(),
});

const outcome = {
  feedback_mode: z.enum(feedbackModes),
  feedback: z.array(QuestionFeedback),
  attempts_left: z.int().nullable(),
  pass_percent: percent,
  /** The course percentage after this attempt. */
  progress_percent: percent,
};
export const Submission = Attempt.extend({
  submitted_at: instant,
  submitted_by: z.enum(submitters),
  score: z.number(),
  max_score: z.number(),
  percent,
  passed: z.boolean(),
  ...outcome,
});
export type Submission = z.infer<typeof Submission>;
/** A submission with its questions, to show beside the feedback. */
export const AttemptResult = Submission.extend({
  course_title: z.string(),
  student_name: z.string(),
  questions: z.array(OpenQuestion),
});
export type AttemptResult = z.infer<typeof AttemptResult>;

const SubmittedAnswer = z.strictObject({ question_id: id, ...answerFields });
export type SubmittedAnswer = z.infer<typeof SubmittedAnswer>;
const submittedAnswers = z.array(SubmittedAnswer).max(maxQuestionsPerQuiz);

/** What scoring the draft would give; nothing is stored. */
export const PreviewResult = z.object({
  score: z.number(),
  max_score: z.number(),
  percent,
  passed: z.boolean(),
  feedback: z.array(QuestionFeedback),
});
export type PreviewResult = z.infer<typeof PreviewResult>;

/** Writes of the builder set it: the draft changes, and learners see it with the next publication. */
const draftQuery = z.strictObject({ draft: flag.optional() });
const attemptOrdering = ordering(['started_at', 'submitted_at', 'percent']);
const attemptFilters = {
  quiz: id.optional(),
  course: id.optional(),
  student: id.optional(),
  submitted: flag.optional(),
};

export const assessment = {
  listQuizzes: endpoint({
    method: 'GET',
    path: '/api/quizzes/',
    ability: 'quiz.read',
    summary: 'Quizzes the caller may see',
    rows: ['L-59'],
    query: z.strictObject({
      ...listQuery,
      lesson: id.optional(),
      lesson_id: id.optional(),
      course: id.optional(),
      course_id: id.optional(),
      ordering: ordering(['created_at', 'title']).default('-created_at'),
    }),
    response: page(Quiz),
  }),
  createQuiz: endpoint({
    method: 'POST',
    path: '/api/quizzes/',
    ability: 'quiz.update',
    summary: 'Add a quiz to a lesson or a course',
    rows: ['L-26', 'L-59', 'U-16'],
    query: draftQuery,
    body: QuizInput,
    status: 201,
    response: QuizDetail,
    errors: ['record.conflict'],
  }),
  getQuiz: endpoint({
    method: 'GET',
    path: '/api/quizzes/:id/',
    ability: 'quiz.read',
    summary: 'A quiz with its questions',
    rows: ['L-57', 'L-87'],
    params: idParams,
    response: QuizDetail,
  }),
  updateQuiz: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/quizzes/:id/',
    ability: 'quiz.update',
    summary: 'Change a quiz',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
    body: QuizPatch,
    response: QuizDetail,
    errors: ['record.stale'],
  }),
  deleteQuiz: endpoint({
    method: 'DELETE',
    path: '/api/quizzes/:id/',
    ability: 'quiz.update',
    summary: 'Delete a quiz; attempts stay',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
  }),
  addQuestions: endpoint({
    method: 'POST',
    path: '/api/quizzes/:id/questions/',
    ability: 'quiz.update',
    summary: 'Append several questions at once',
    params: idParams,
    query: draftQuery,
    body: z.strictObject({ questions: z.array(QuestionDraft).min(1).max(200) }),
    status: 201,
    response: QuizDetail,
  }),
  previewQuiz: endpoint({
    method: 'POST',
    path: '/api/quizzes/:id/preview/',
    ability: 'quiz.update',
    summary: 'Score answers against the draft without storing them',
    params: idParams,
    body: z.strictObject({ answers: submittedAnswers }),
    response: PreviewResult,
    errors: ['quiz.not-scorable'],
  }),

  listQuestions: endpoint({
    method: 'GET',
    path: '/api/questions/',
    ability: 'quiz.update',
    summary: 'Questions of quizzes the caller may edit',
    rows: ['L-59'],
    query: z.strictObject({
      ...listQuery,
      quiz: id.optional(),
      quiz_id: id.optional(),
      kind: z.enum(questionKinds).optional(),
      ordering: ordering(['order', 'created_at']).default('order'),
    }),
    response: page(Question),
  }),
  createQuestion: endpoint({
    method: 'POST',
    path: '/api/questions/',
    ability: 'quiz.update',
    summary: 'Add a question',
    rows: ['L-27', 'L-59', 'U-16'],
    query: draftQuery,
    body: QuestionInput,
    status: 201,
    response: Question,
  }),
  getQuestion: endpoint({
    method: 'GET',
    path: '/api/questions/:id/',
    ability: 'quiz.update',
    summary: 'A question with its key',
    rows: ['L-59'],
    params: idParams,
    response: Question,
  }),
  updateQuestion: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/questions/:id/',
    ability: 'quiz.update',
    summary: 'Change or move a question',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
    body: QuestionPatch,
    response: Question,
  }),
  deleteQuestion: endpoint({
    method: 'DELETE',
    path: '/api/questions/:id/',
    ability: 'quiz.update',
    summary: 'Delete a question; answers given stay',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
  }),

  listChoices: endpoint({
    method: 'GET',
    path: '/api/choices/',
    ability: 'quiz.update',
    summary: 'Choices of quizzes the caller may edit',
    rows: ['L-59'],
    query: z.strictObject({
      ...listQuery,
      question: id.optional(),
      question_id: id.optional(),
      ordering: ordering(['order', 'created_at']).default('order'),
    }),
    response: page(Choice),
  }),
  createChoice: endpoint({
    method: 'POST',
    path: '/api/choices/',
    ability: 'quiz.update',
    summary: 'Add a choice',
    rows: ['L-28', 'L-59'],
    query: draftQuery,
    body: ChoiceInput,
    status: 201,
    response: Choice,
  }),
  getChoice: endpoint({
    method: 'GET',
    path: '/api/choices/:id/',
    ability: 'quiz.update',
    summary: 'A choice',
    rows: ['L-59'],
    params: idParams,
    response: Choice,
  }),
  updateChoice: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/choices/:id/',
    ability: 'quiz.update',
    summary: 'Change or move a choice',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
    body: ChoicePatch,
    response: Choice,
  }),
  deleteChoice: endpoint({
    method: 'DELETE',
    path: '/api/choices/:id/',
    ability: 'quiz.update',
    summary: 'Delete a choice',
    rows: ['L-59'],
    params: idParams,
    query: draftQuery,
  }),

  startAttempt: endpoint({
    method: 'POST',
    path: '/api/quizzes/:id/attempts/',
    cost: 'learning',
    ability: 'attempt.take',
    summary: 'Start an attempt, or go on with the open one',
    rows: ['L-87', 'U-16'],
    params: idParams,
    status: 201,
    status_standing: 200,
    response: AttemptPaper,
    errors: ['attempt.limit-reached', 'enrollment.closed'],
  }),
  listAttempts: endpoint({
    method: 'GET',
    path: '/api/attempts/',
    ability: 'quiz.read',
    summary: 'Own attempts; all attempts for people who edit the course',
    rows: ['U-16'],
    query: z.strictObject({
      ...listQuery,
      ...attemptFilters,
      ordering: attemptOrdering.default('-started_at'),
    }),
    response: page(ListedAttempt),
  }),
  getAttempt: endpoint({
    method: 'GET',
    path: '/api/attempts/:id/',
    ability: 'attempt.take',
    summary: 'The open paper: questions, saved answers, deadline',
    rows: ['L-87'],
    params: idParams,
    response: AttemptPaper,
  }),
  saveAnswer: endpoint({
    method: 'PUT',
    path: '/api/attempts/:id/answers/:question_id/',
    cost: 'learning',
    ability: 'attempt.take',
    summary: 'Save one answer as typed',
    rows: ['U-16'],
    params: z.strictObject({ id, question_id: id }),
    body: SaveAnswerInput,
    response: Saved,
    errors: ['attempt.too-late', 'attempt.closed'],
  }),
  saveAnswers: endpoint({
    method: 'PUT',
    path: '/api/attempts/:id/answers/',
    cost: 'learning',
    ability: 'attempt.take',
    summary: 'Save several answers, for example after being offline',
    rows: ['U-16'],
    params: idParams,
    body: z.strictObject({
      answers: z
        .array(SaveAnswerInput.extend({ question_id: id }))
        .min(1)
        .max(maxQuestionsPerQuiz),
    }),
    response: Saved,
    errors: ['attempt.too-late', 'attempt.closed'],
  }),
  submitAttempt: endpoint({
    method: 'POST',
    path: '/api/attempts/:id/submit/',
    cost: 'learning',
    ability: 'attempt.take',
    summary: 'Hand in; repeating it changes nothing',
    rows: ['L-88', 'L-89', 'L-90', 'L-91'],
    params: idParams,
    response: AttemptResult,
  }),
  getAttemptResult: endpoint({
    method: 'GET',
    path: '/api/attempts/:id/result/',
    ability: 'quiz.read',
    summary: 'Score and feedback of an attempt that was handed in',
    rows: ['L-91'],
    params: idParams,
    response: AttemptResult,
  }),

  listSubmissions: endpoint({
    method: 'GET',
    path: '/api/quiz-submissions/',
    ability: 'quiz.read',
    summary: 'Attempts that were handed in',
    rows: ['L-32', 'L-59'],
    query: z.strictObject({
      ...listQuery,
      quiz: id.optional(),
      course: id.optional(),
      student: id.optional(),
      ordering: attemptOrdering.default('-started_at'),
    }),
    response: page(ListedAttempt),
  }),
  createSubmission: endpoint({
    method: 'POST',
    path: '/api/quiz-submissions/',
    cost: 'learning',
    ability: 'attempt.take',
    summary: 'Start, answer and hand in at once',
    rows: ['L-58', 'L-88', 'L-89', 'L-90', 'L-91'],
    body: z.strictObject({ quiz_id: id, answers: submittedAnswers }),
    status: 201,
    response: Submission,
    errors: [
      'attempt.limit-reached',
      'attempt.too-late',
      'attempt.not-started',
      'enrollment.closed',
      'quiz.not-scorable',
    ],
  }),
  getSubmission: endpoint({
    method: 'GET',
    path: '/api/quiz-submissions/:id/',
    ability: 'quiz.read',
    summary: 'One submission with its feedback',
    rows: ['L-32', 'L-59', 'L-91'],
    params: idParams,
    response: Submission,
  }),
};
