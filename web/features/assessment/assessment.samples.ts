// A quiz, its papers and results as assessment's endpoints show them, for tests.
import type {
  AttemptPaper,
  AttemptResult,
  OpenQuestion,
  Question,
  QuestionFeedback,
  QuizDetail,
} from '#contract/assessment.ts';
import { idOf } from '#web/testing/course-samples.ts';
import { storyMoment } from '#web/testing/StoryRoom.tsx';
import { sofie } from '#web/testing/samples.ts';

/** Ids of questions (b) and of their choices (e): `choiceId(2, 1)` is the first choice of the second question. */
export const questionId = (number: number): string => idOf('b', number);
export const choiceId = (question: number, choice: number): string => idOf('e', question * 10 + choice);
export const quizId = idOf('d', 1);
export const attemptId = idOf('d', 2);
export const courseId = idOf('c', 1);
export const lessonId = idOf('a', 1);

const choicesOf = (question: number, texts: readonly string[]) =>
  texts.map((text, index) => ({ id: choiceId(question, index + 1), text }));

/** One of each kind but true or false: single choice, multiple choice, short text, number. */
export const openQuestions: OpenQuestion[] = [
  {
    id: questionId(1),
    kind: 'single_choice',
    text: 'What do you do?',
    points: 2,
    choices: choicesOf(1, ['Lift it', 'Do not lift it', 'Wait']),
  },
  {
    id: questionId(2),
    kind: 'multiple_choice',
    text: 'Choose everything you do.',
    points: 1,
    choices: choicesOf(2, ['Horn', 'Eye contact', 'Raise the load']),
  },
  { id: questionId(3), kind: 'short_text', text: 'What must you wear?', points: 1, choices: [] },
  { id: questionId(4), kind: 'numeric', text: 'How many kilograms?', points: 1, choices: [] },
];

export const aQuiz = (more: Partial<QuizDetail> = {}): QuizDetail => ({
  id: quizId,
  course_id: courseId,
  lesson_id: lessonId,
  title: 'Final test',
  description: '',
  pass_percent: 80,
  max_attempts: 3,
  time_limit_seconds: null,
  shuffle_questions: false,
  shuffle_choices: false,
  feedback_mode: 'full',
  question_count: openQuestions.length,
  version_id: idOf('d', 3),
  record_version: 1,
  created_at: storyMoment,
  updated_at: storyMoment,
  can: ['take'],
  max_score: 5,
  questions: openQuestions,
  standing: { attempts_used: 0, attempts_left: 3, open_attempt_id: null, best_percent: null, passed: false },
  ...more,
});

const attempt = {
  id: attemptId,
  quiz_id: quizId,
  course_id: courseId,
  lesson_id: lessonId,
  enrollment_id: idOf('d', 4),
  student_id: sofie.id,
  quiz_title: 'Final test',
  number: 1,
  started_at: storyMoment,
  deadline_at: null,
  submitted_at: null,
  submitted_by: null,
  score: null,
  max_score: null,
  percent: null,
  passed: null,
};

export const aPaper = (more: Partial<AttemptPaper> = {}): AttemptPaper => ({
  ...attempt,
  course_title: 'Forklift safety',
  server_now: storyMoment,
  pass_percent: 80,
  time_limit_seconds: null,
  max_attempts: 3,
  attempts_left: 2,
  questions: openQuestions,
  answers: [],
  ...more,
});

export const aFeedback = (number: number, more: Partial<QuestionFeedback> = {}): QuestionFeedback => ({
  question_id: questionId(number),
  correct: true,
  points: 1,
  max_points: 1,
  answer: null,
  ...more,
});

export const aResult = (more: Partial<AttemptResult> = {}): AttemptResult => ({
  ...attempt,
  submitted_at: storyMoment,
  submitted_by: 'learner',
  score: 2,
  max_score: 5,
  percent: 40,
  passed: false,
  feedback_mode: 'full',
  feedback: [],
  attempts_left: 2,
  pass_percent: 80,
  progress_percent: 50,
  course_title: 'Forklift safety',
  student_name: 'Sofie Kjær',
  questions: openQuestions,
  ...more,
});

/** A question as its author sees it. */
export const aQuestion = (number: number, more: Partial<Question> = {}): Question => ({
  id: questionId(number),
  quiz_id: quizId,
  kind: 'single_choice',
  text: `Question ${number}?`,
  answer: null,
  settings: {},
  points: 1,
  feedback: '',
  order: number,
  choices: ['Right', 'Wrong'].map((text, index) => ({
    id: choiceId(number, index + 1),
    question_id: questionId(number),
    text,
    is_correct: index === 0,
    feedback: '',
    order: index + 1,
    created_at: storyMoment,
  })),
  problems: [],
  created_at: storyMoment,
  updated_at: storyMoment,
  ...more,
});
