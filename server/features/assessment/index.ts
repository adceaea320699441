/** Assessment's public face. Other features import from here and nowhere deeper. */
export { assessmentFeature } from './assessment.feature.ts';
export { accessQuiz } from './assessment.policy.ts';
export { startAttempt } from './attempts.service.ts';
export { createSubmission } from './grading.service.ts';
export { addQuestions, createQuiz, getQuiz } from './quizzes.service.ts';
