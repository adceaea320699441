/** Binds assessment's endpoints. No decisions here. */
import { assessment } from '#contract/assessment.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import * as answers from './answers.service.ts';
import * as attempts from './attempts.service.ts';
import * as choices from './choices.service.ts';
import * as grading from './grading.service.ts';
import * as questions from './questions.service.ts';
import * as quizzes from './quizzes.service.ts';

export const assessmentRoutes = bind(assessment, {
  listQuizzes: (ctx, { query, request }) => quizzes.listQuizzes(ctx, query, request),
  createQuiz: (ctx, { body, query }) => quizzes.createQuiz(ctx, body, query),
  getQuiz: (ctx, { params }) => quizzes.getQuiz(ctx, params.id),
  updateQuiz: (ctx, { params, body, query, request }) =>
    quizzes.updateQuiz(ctx, params.id, body, { ...query, expected_version: ifMatch(request) }),
  deleteQuiz: (ctx, { params, query }) => quizzes.deleteQuiz(ctx, params.id, query),
  addQuestions: (ctx, { params, body, query }) => quizzes.addQuestions(ctx, params.id, body.questions, query),
  previewQuiz: (ctx, { params, body }) => quizzes.previewQuiz(ctx, params.id, body.answers),

  listQuestions: (ctx, { query, request }) => questions.listQuestions(ctx, query, request),
  createQuestion: (ctx, { body, query }) => questions.createQuestion(ctx, body, query),
  getQuestion: (ctx, { params }) => questions.getQuestion(ctx, params.id),
  updateQuestion: (ctx, { params, body, query }) => questions.updateQuestion(ctx, params.id, body, query),
  deleteQuestion: (ctx, { params, query }) => questions.deleteQuestion(ctx, params.id, query),

  listChoices: (ctx, { query, request }) => choices.listChoices(ctx, query, request),
  createChoice: (ctx, { body, query }) => choices.createChoice(ctx, body, query),
  getChoice: (ctx, { params }) => choices.getChoice(ctx, params.id),
  updateChoice: (ctx, { params, body, query }) => choices.updateChoice(ctx, params.id, body, query),
  deleteChoice: (ctx, { params, query }) => choices.deleteChoice(ctx, params.id, query),

  startAttempt: (ctx, { params }) => attempts.startAttempt(ctx, params.id),
  listAttempts: (ctx, { query, request }) => attempts.listAttempts(ctx, query, request),
  getAttempt: (ctx, { params }) => attempts.getAttempt(ctx, params.id),
  saveAnswer: (ctx, { params, body }) => answers.saveAnswer(ctx, params.id, params.question_id, body),
  saveAnswers: (ctx, { params, body }) => answers.saveAnswers(ctx, params.id, body.answers),
  submitAttempt: (ctx, { params }) => grading.submitAttempt(ctx, params.id),
  getAttemptResult: (ctx, { params }) => grading.getAttemptResult(ctx, params.id),

  listSubmissions: (ctx, { query, request }) =>
    attempts.listAttempts(ctx, { ...query, submitted: true }, request),
  createSubmission: (ctx, { body }) => grading.createSubmission(ctx, body),
  getSubmission: (ctx, { params }) => grading.getSubmission(ctx, params.id),
});
