/** S2: no byte that a learner receives before handing in carries anything of the key. Canaries are words found nowhere else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { aQuiz, type BuiltQuiz, enroll, wrongAnswers } from './assessment.builders.ts';
import { presentOpenQuestion } from './quizzes.present.ts';

const canaries = [
  'canary-accepted',
  'canary-alternative',
  'canary-because',
  'canary-tick',
  'canary-miss',
  'canary-number',
];
/** Names of fields that only the key has. */
const keyFields = [
  'is_correct',
  'accepted_answers',
  'correct_choice_ids',
  'correct_answer',
  'tolerance',
  'choice_feedback',
  '"settings"',
  '"feedback"',
];

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});

function loadedQuiz(settings: object = {}): Promise<BuiltQuiz> {
  return aQuiz(trainer, {
    settings,
    questions: [
      {
        text: 'Name it',
        answer: 'canary-accepted',
        settings: { accepted_answers: ['canary-alternative'], case_sensitive: true },
        feedback: 'canary-because',
      },
      {
        text: 'Pick',
        choices: [
          { text: 'A', is_correct: true, feedback: 'canary-tick' },
          { text: 'B', feedback: 'canary-miss' },
        ],
      },
      {
        text: 'How much?',
        kind: 'numeric',
        answer: '4711.0815',
        settings: { tolerance: 0.0815 },
        feedback: 'canary-number',
      },
    ],
  });
}

/** Every address of the feature a learner can reach about this quiz, as raw text. */
async function everythingSeen(learner: Client, quiz: BuiltQuiz, attemptId: string): Promise<string[]> {
  const [text, choice] = quiz.questions;
  const answers = await Promise.all([
    learner.get(`/api/quizzes/${quiz.id}/`),
    learner.get(`/api/quizzes/?course=${quiz.course_id}`),
    learner.post(`/api/quizzes/${quiz.id}/attempts/`),
    learner.get(`/api/attempts/${attemptId}/`),
    learner.get(`/api/attempts/${attemptId}/result/`),
    learner.get('/api/attempts/'),
    learner.put(`/api/attempts/${attemptId}/answers/${text!.id}/`, {
      answer: { text: 'a guess' },
      sequence: 1,
    }),
    learner.put(`/api/attempts/${attemptId}/answers/`, {
      answers: [
        {
          question_id: choice!.id,
          answer: { choice_ids: ['0197aaaa-0000-7000-8000-000000000000'] },
          sequence: 1,
        },
      ],
    }),
    learner.post('/api/quiz-submissions/', {
      quiz_id: quiz.id,
      answers: [{ question_id: choice!.id, text: 'x' }],
    }),
    learner.get('/api/quiz-submissions/'),
    learner.get(`/api/questions/?quiz=${quiz.id}`),
    learner.get(`/api/questions/${text!.id}/`),
    learner.get(`/api/choices/${choice!.choices[0]!.id}/`),
    learner.post(`/api/quizzes/${quiz.id}/preview/`, { answers: [] }),
    learner.get(`/api/lessons/${quiz.lesson_id}/`),
    learner.get(`/api/courses/${quiz.course_id}/outline/`),
    learner.get(`/api/progress/?course=${quiz.course_id}`),
  ]);
  return answers.map((answer) => JSON.stringify(answer.body));
}

describe('before handing in', () => {
  test.each([
    ['without a time limit', {}],
    ['with a time limit', { time_limit_seconds: 600 }],
    ['shuffled', { shuffle_choices: true, shuffle_questions: true }],
  ])('%s nothing of the key reaches a learner', async (_name, settings) => {
    const quiz = await loadedQuiz(settings);
    const learner = await product.signIn('learner');
    await enroll(learner, quiz.course_id);
    const attempt = (await learner.post(`/api/quizzes/${quiz.id}/attempts/`)).body;
    expect(attempt.questions).toHaveLength(3);
    for (const bytes of await everythingSeen(learner, quiz, attempt.id)) {
      for (const secret of [...canaries, ...keyFields, '4711', '0.0815']) expect(bytes).not.toContain(secret);
    }
  });

  test('the author does receive it, so the canaries are really there', async () => {
    const quiz = await loadedQuiz();
    const bytes = JSON.stringify((await trainer.get(`/api/quizzes/${quiz.id}/`)).body);
    for (const canary of canaries) expect(bytes).toContain(canary);
  });
});

test('a learner’s question is built from nothing but what they may see', () => {
  const choice = { id: 'c', text: 'A', is_correct: true, feedback: 'canary-tick' };
  const question = {
    id: 'q',
    kind: 'single_choice',
    text: 'Pick',
    answer: 'canary-accepted',
    settings: {},
    points: 1,
    feedback: 'canary-because',
    choices: [choice],
  } as const;
  expect(presentOpenQuestion({ ...question, choices: [choice] })).toEqual({
    id: 'q',
    kind: 'single_choice',
    text: 'Pick',
    points: 1,
    choices: [{ id: 'c', text: 'A' }],
  });
});

describe('after handing in', () => {
  async function result(mode: string, answers: (quiz: BuiltQuiz) => object[]) {
    const quiz = await loadedQuiz({ feedback_mode: mode });
    const learner = await product.signIn('learner');
    await enroll(learner, quiz.course_id);
    return (await learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers: answers(quiz) })).body;
  }
  const allRight = (quiz: BuiltQuiz) => [
    { question_id: quiz.questions[0]!.id, text: 'canary-accepted' },
    { question_id: quiz.questions[1]!.id, choice_id: quiz.questions[1]!.choices[0]!.id },
    { question_id: quiz.questions[2]!.id, text: '4711,0' },
  ];

  test('full: everything, also after a fail', async () => {
    const body = await result('full', wrongAnswers);
    expect(body).toMatchObject({
      passed: false,
      feedback: [
        { correct: false, correct_answer: 'canary-accepted', feedback: 'canary-because' },
        { choice_feedback: [{ feedback: 'canary-miss' }] },
        {},
      ],
    });
  });

  test('after_pass: right or wrong only, until passed', async () => {
    const failed = await result('after_pass', wrongAnswers);
    expect(failed.feedback.map((one: object) => Object.keys(one).toSorted())).toEqual(
      Array(3).fill(['answer', 'correct', 'max_points', 'points', 'question_id']),
    );
    expect(JSON.stringify(failed)).not.toContain('canary-');
    const passed = await result('after_pass', allRight);
    expect(passed).toMatchObject({
      passed: true,
      feedback: [
        { feedback: 'canary-because' },
        { choice_feedback: [{ feedback: 'canary-tick' }] },
        { correct_answer: '4711.0815' },
      ],
    });
  });

  test('score_only: the score alone', async () => {
    for (const answers of [wrongAnswers, allRight])
      expect((await result('score_only', answers)).feedback).toEqual([]);
  });
});
