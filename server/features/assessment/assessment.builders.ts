/** Test builders: a published course with a quiz in it, and what to answer to pass or fail. */
import type { Client, Product } from '#server/testing/product.ts';

type BuiltChoice = { id: string; text: string; is_correct: boolean };
type BuiltQuestion = { id: string; kind: string; answer: string | null; choices: BuiltChoice[] };
export type BuiltQuiz = { id: string; course_id: string; lesson_id: string; questions: BuiltQuestion[] };
export type SentAnswer = { question_id: string; choice_id?: string; choice_ids?: string[]; text?: string };

/** Three questions of one point each: single choice, multiple choice (two of three right), short text. */
export const threeQuestions = [
  {
    text: 'Which is right?',
    choices: [
      { text: 'This one', is_correct: true },
      { text: 'Not this', is_correct: false },
    ],
  },
  {
    text: 'Which two are right?',
    kind: 'multiple_choice',
    choices: [
      { text: 'One', is_correct: true },
      { text: 'Two', is_correct: true },
      { text: 'Neither', is_correct: false },
    ],
  },
  { text: 'Capital of France?', answer: 'Paris' },
];

/**
 * A course of one quiz lesson and `articles` others, published unless told otherwise.
 *
 * @param options.settings  fields of the quiz @param options.questions  as `POST /api/quizzes/:id/questions/` takes them
 */
export async function aQuiz(
  trainer: Client,
  options: {
    settings?: object;
    questions?: object[];
    articles?: number;
    published?: boolean;
    lesson?: object;
  } = {},
): Promise<BuiltQuiz> {
  const course = await made(
    trainer.post('/api/courses/', { title: 'Forklift safety', description: 'Drive, lift and park.' }),
  );
  const lesson = await made(
    trainer.post('/api/lessons/', {
      course_id: course.id,
      title: 'Check yourself',
      kind: 'quiz',
      ...options.lesson,
    }),
  );
  for (let article = 1; article <= (options.articles ?? 1); article++) {
    await made(
      trainer.post('/api/lessons/', {
        course_id: course.id,
        title: `Article ${article}`,
        content: '<p>Text</p>',
      }),
    );
  }
  const quiz = await made(
    trainer.post('/api/quizzes/?draft=true', {
      lesson_id: lesson.id,
      title: 'Final check',
      ...options.settings,
    }),
  );
  const questions = options.questions ?? threeQuestions;
  const detail =
    questions.length === 0
      ? quiz
      : await made(trainer.post(`/api/quizzes/${quiz.id}/questions/?draft=true`, { questions }));
  if (options.published !== false) await publish(trainer, course.id);
  return { id: quiz.id, course_id: course.id, lesson_id: lesson.id, questions: detail.questions };
}

export async function publish(trainer: Client, courseId: string): Promise<void> {
  const answer = await trainer.post(`/api/courses/${courseId}/publish/`, {});
  if (answer.status !== 200) throw new Error(`Course not published: ${JSON.stringify(answer.body)}`);
}

/** @returns the enrollment's id */
export async function enroll(learner: Client, courseId: string): Promise<string> {
  return (await made(learner.post(`/api/courses/${courseId}/enroll/`, {}))).id;
}

async function made(request: ReturnType<Client['post']>) {
  const { status, body } = await request;
  if (status !== 201) throw new Error(`Not created: ${JSON.stringify(body)}`);
  return body;
}

/** Answers that earn everything. */
export const rightAnswers = (quiz: BuiltQuiz): SentAnswer[] =>
  quiz.questions.map((question) => ({ question_id: question.id, ...rightAnswer(question) }));

/** Answers that earn nothing. */
export const wrongAnswers = (quiz: BuiltQuiz): SentAnswer[] =>
  quiz.questions.map((question) => ({
    question_id: question.id,
    ...(question.choices.length === 0
      ? { text: 'certainly wrong' }
      : {
          choice_ids: question.choices
            .filter((choice) => !choice.is_correct)
            .slice(0, 1)
            .map((choice) => choice.id),
        }),
  }));

export function rightAnswer(question: BuiltQuestion): Omit<SentAnswer, 'question_id'> {
  if (question.choices.length === 0) return { text: question.answer ?? '' };
  return { choice_ids: question.choices.filter((choice) => choice.is_correct).map((choice) => choice.id) };
}

/** A new learner, enrolled in the quiz's course. */
export async function enrolledLearner(product: Product, quiz: BuiltQuiz): Promise<Client> {
  const learner = await product.signIn('learner');
  await enroll(learner, quiz.course_id);
  return learner;
}

export const startAttempt = (client: Client, quiz: BuiltQuiz) =>
  client.post(`/api/quizzes/${quiz.id}/attempts/`);

export const saveAnswer = (
  client: Client,
  attemptId: string,
  questionId: string,
  answer: object,
  sequence: number,
) => client.put(`/api/attempts/${attemptId}/answers/${questionId}/`, { answer, sequence });

/** Saves all answers in one request, the way a client does that was offline. */
export const saveAnswers = (
  client: Client,
  attemptId: string,
  answers: { question_id: string }[],
  sequence = 1,
) =>
  client.put(`/api/attempts/${attemptId}/answers/`, {
    answers: answers.map(({ question_id, ...answer }) => ({ question_id, answer, sequence })),
  });

export const submitAttempt = (client: Client, attemptId: string) =>
  client.post(`/api/attempts/${attemptId}/submit/`);
