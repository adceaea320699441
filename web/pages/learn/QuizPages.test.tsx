// Taking a quiz as learners meet it, its result, and an author's trial.
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type AttemptPaper,
  type AttemptResult,
  assessment,
  type QuizDetail,
  type SaveReceipt,
} from '#contract/assessment.ts';
import { identity } from '#contract/identity.ts';
import {
  aFeedback,
  aPaper,
  aQuestion,
  aQuiz,
  aResult,
  attemptId,
  choiceId,
  courseId,
  lessonId,
  questionId,
  quizId,
} from '#web/features/assessment/assessment.samples.ts';
import { administrator, learner, sessionOf } from '#web/features/identity/identity.samples.ts';
import { setClock } from '#web/lib/clock.ts';
import { listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';
import { storyMoment } from '#web/testing/StoryRoom.tsx';

const quizPath = `/learn/${courseId}/quizzes/${quizId}`;
const resultPath = `${quizPath}/attempts/${attemptId}`;

beforeEach(() => localStorage.clear());

type Given = {
  quiz?: Partial<QuizDetail>;
  paper?: Partial<AttemptPaper>;
  result?: Partial<AttemptResult>;
  who?: typeof learner;
};

function aServer({ quiz = {}, paper = {}, result = {}, who = learner }: Given = {}) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(who));
  server.on(assessment.getQuiz, () => aQuiz(quiz));
  server.on(assessment.listAttempts, () => listOf([]));
  server.on(assessment.startAttempt, () => aPaper(paper));
  server.on(assessment.getAttempt, () => aPaper(paper));
  server.on(assessment.saveAnswers, ({ body }) => {
    const { answers } = body as { answers: Omit<SaveReceipt, 'saved_at' | 'accepted'>[] };
    return {
      answers: answers.map((one) => ({ ...one, saved_at: storyMoment, accepted: true })),
      server_now: storyMoment,
      deadline_at: null,
    };
  });
  server.on(assessment.submitAttempt, () => aResult(result));
  server.on(assessment.getAttemptResult, () => aResult(result));
  return server;
}
const openQuiz = {
  standing: {
    attempts_used: 1,
    attempts_left: 2,
    open_attempt_id: attemptId,
    best_percent: null,
    passed: false,
  },
};
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const savedAnswers = (server: ReturnType<typeof aServer>) =>
  server
    .sentTo(assessment.saveAnswers)
    .flatMap(({ body }) =>
      (body as { answers: { question_id: string; answer: object }[] }).answers.map(
        ({ question_id, answer }) => [question_id, answer],
      ),
    );

describe('before an attempt', () => {
  it('says the rules and starts only when asked to', async () => {
    const server = aServer();
    const { user } = await renderPage(quizPath);
    expect(await heading('Final test')).toBeTruthy();
    expect(screen.getByText('3 of 3')).toBeTruthy();
    expect(screen.getByText('80 %')).toBeTruthy();
    expect(server.sentTo(assessment.startAttempt)).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Start' }));
    expect(await heading('What do you do?')).toBeTruthy();
  });

  it('a timed one says when it would end, by the clock of now', async () => {
    aServer({ quiz: { time_limit_seconds: 1800, questions: [] } });
    await renderPage(quizPath);
    expect(await screen.findByText(/it ends at 11:12:07 CET/)).toBeTruthy();
  });

  it('shows earlier attempts, each leading to its result, and none to start when they are used up', async () => {
    const server = aServer({
      quiz: {
        standing: {
          attempts_used: 3,
          attempts_left: 0,
          open_attempt_id: null,
          best_percent: 40,
          passed: false,
        },
      },
    });
    const {
      course_title,
      student_name,
      questions,
      feedback,
      feedback_mode,
      attempts_left,
      pass_percent,
      progress_percent,
      ...attempt
    } = aResult();
    server.on(assessment.listAttempts, () => listOf([{ ...attempt, student_name }]));
    await renderPage(quizPath);
    const link = await screen.findByRole('link', { name: /Attempt 1/ });
    expect([link.getAttribute('href'), link.textContent]).toEqual([
      resultPath,
      expect.stringMatching(/Not passed, 40\s%/),
    ]);
    expect(screen.queryByRole('button', { name: /Start|Try again/ })).toBeNull();
    expect(screen.getByText(/No attempts are left/)).toBeTruthy();
  });

  it('says why it cannot start', async () => {
    const server = aServer();
    server.on(assessment.startAttempt, () => new Refusal('attempt.limit-reached', { params: { limit: 3 } }));
    const { user } = await renderPage(quizPath);
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    expect(within(await screen.findByRole('alert')).getByText('No attempts are left.')).toBeTruthy();
  });

  it('a quiz one may not see is not there', async () => {
    const server = aServer();
    server.on(assessment.getQuiz, () => new Refusal('record.not-found'));
    await renderPage(quizPath);
    expect(await screen.findByText(/is not here|not found|nothing/i)).toBeTruthy();
  });
});

describe('the paper', () => {
  it('of an open attempt is shown at once, with what was answered', async () => {
    aServer({
      quiz: openQuiz,
      paper: {
        answers: [
          {
            question_id: questionId(1),
            answer: { choice_ids: [choiceId(1, 2)] },
            sequence: 5,
            saved_at: storyMoment,
          },
        ],
      },
    });
    const { user } = await renderPage(quizPath);
    expect(await heading('Choose everything you do.')).toBeTruthy();
    const navigator = screen.getByRole('region', { name: 'Questions' });
    expect(within(navigator).getByText('1 of 4 answered')).toBeTruthy();
    await user.click(within(navigator).getByRole('button', { name: 'Question 1, answered' }));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /Do not lift it/ }).checked).toBe(true);
    expect(screen.getByText('Saved 10:42:07')).toBeTruthy();
  });

  it('is answered with the keyboard alone: letters choose, F flags, arrows turn', async () => {
    const server = aServer({ quiz: openQuiz });
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    await user.keyboard('b');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /Do not lift it/ }).checked).toBe(true);
    await user.keyboard('f');
    expect(screen.getAllByRole('button', { name: /Flag/, pressed: true }).length).toBeGreaterThan(0);
    await user.keyboard('{ArrowRight}');
    const second = await heading('Choose everything you do.');
    expect(document.activeElement).toBe(second);
    await user.keyboard('ac');
    await user.keyboard('{ArrowLeft}');
    expect(await heading('What do you do?')).toBeTruthy();
    await waitFor(
      () =>
        expect(savedAnswers(server)).toContainEqual([
          questionId(2),
          { choice_ids: [choiceId(2, 1), choiceId(2, 3)] },
        ]),
      { timeout: 2000 },
    );
    expect(savedAnswers(server)).toContainEqual([questionId(1), { choice_ids: [choiceId(1, 2)] }]);
  });

  it('letters typed into an answer are text, not commands', async () => {
    const server = aServer({ quiz: openQuiz });
    const { user } = await renderPage(quizPath);
    await user.click(await screen.findByRole('button', { name: 'Question 3, not answered' }));
    await user.type(await screen.findByRole('textbox', { name: 'What must you wear?' }), 'a belt, f');
    expect(screen.queryByRole('button', { name: 'Flagged' })).toBeNull();
    expect(await heading('What must you wear?')).toBeTruthy();
    await waitFor(() => expect(savedAnswers(server).at(-1)).toEqual([questionId(3), { text: 'a belt, f' }]), {
      timeout: 2500,
    });
  });

  it('an answer can be taken back', async () => {
    const server = aServer({ quiz: openQuiz });
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    await user.keyboard('a');
    await user.click(screen.getByRole('button', { name: 'Clear my answer' }));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Lift it/ }).checked).toBe(false);
    await waitFor(() => expect(savedAnswers(server).at(-1)).toEqual([questionId(1), { choice_ids: [] }]), {
      timeout: 2000,
    });
  });

  it('shows the time that is left by the server’s clock, and says so near the end', async () => {
    const deadline_at = new Date(Date.parse(storyMoment) + 1394_000).toISOString();
    aServer({ quiz: openQuiz, paper: { deadline_at } });
    await renderPage(quizPath);
    expect((await screen.findByRole('timer', { name: 'Time left' })).textContent).toBe('23:14');
    expect(screen.getByText('ends 11:05:21 CET, server time')).toBeTruthy();
    setClock(new Date(Date.parse(deadline_at) - 50_000).toISOString());
    await waitFor(() => expect(screen.getByText('One minute left.')).toBeTruthy());
  });

  it('nothing of it is lost when the session has ended, and it says where to sign in', async () => {
    const server = aServer({ quiz: openQuiz });
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    server.on(assessment.saveAnswers, () => new Refusal('auth.expired'));
    server.on(identity.renewToken, () => new Refusal('auth.refresh-refused'));
    await user.keyboard('a');
    expect(await screen.findByText('You have been signed out.')).toBeTruthy();
    expect(screen.getByText(/1 answer is kept on this device/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Sign in and go on' }).getAttribute('href')).toBe(
      `/sign-in?next=${encodeURIComponent(quizPath)}`,
    );
  });
});

describe('handing in', () => {
  it('lists what is open and flagged, leads back to it, then shows the result', async () => {
    const server = aServer({ quiz: openQuiz, result: { passed: true, percent: 100, score: 5 } });
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    await user.keyboard('bf');
    const [handIn] = screen.getAllByRole('button', { name: 'Hand in' });
    await user.click(handIn!);
    const dialog = await screen.findByRole('dialog', { name: 'Hand in your answers?' });
    expect(within(dialog).getByText('3 questions are not answered yet:')).toBeTruthy();
    expect(
      within(within(dialog).getByRole('list', { name: 'Flagged' }))
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['1']);
    await user.click(
      within(within(dialog).getByRole('list', { name: 'Not answered' })).getByRole('button', {
        name: 'Question 3',
      }),
    );
    expect(await heading('What must you wear?')).toBeTruthy();
    expect(server.sentTo(assessment.submitAttempt)).toHaveLength(0);
    await user.click(handIn!);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Hand in' }));
    expect(await heading('Passed')).toBeTruthy();
    expect(window.location.pathname).toBe(resultPath);
    expect(savedAnswers(server)).toEqual([[questionId(1), { choice_ids: [choiceId(1, 2)] }]]);
  });

  it('that does not arrive keeps everything and says so', async () => {
    const server = aServer({ quiz: openQuiz });
    server.on(assessment.submitAttempt, () => new Refusal('service.unavailable'));
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    await user.click(screen.getAllByRole('button', { name: 'Hand in' })[0]!);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Hand in' }));
    expect(await within(dialog).findByText('It could not be handed in yet.')).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Keep working' })).toBeTruthy();
  });
});

describe('the result', () => {
  const feedback = [
    aFeedback(1, {
      correct: false,
      points: 0,
      max_points: 2,
      answer: { choice_ids: [choiceId(1, 1)] },
      correct_choice_ids: [choiceId(1, 2)],
      feedback: 'Look at the plate.',
      choice_feedback: [{ choice_id: choiceId(1, 1), feedback: 'Too far out.' }],
    }),
    aFeedback(2, {
      correct: false,
      points: 0.5,
      answer: { choice_ids: [choiceId(2, 1)] },
      correct_choice_ids: [choiceId(2, 1), choiceId(2, 2)],
    }),
    aFeedback(3, { correct: true, answer: { text: 'Helmet' }, correct_answer: 'Helmet' }),
    aFeedback(4, { correct: false, points: 0, answer: null, correct_answer: '1600' }),
  ];

  it('of a fail says what is missing, shows answers with the right ones, and offers the next try first', async () => {
    aServer({ result: { feedback, score: 1.5, percent: 30 } });
    await renderPage(resultPath);
    expect(await heading('Not passed yet')).toBeTruthy();
    expect(screen.getByText('1.5 of 5 points, 30 %. You need 80 %. 2 attempts are left.')).toBeTruthy();
    const items = screen.getAllByRole('listitem').filter((item) => item.querySelector('h3'));
    expect(
      items.map((item) => /Right|Partly right|Not right|Not answered/.exec(item.textContent ?? '')?.[0]),
    ).toEqual(['Not right', 'Partly right', 'Right', 'Not answered']);
    expect(items[0]!.textContent).toContain('Too far out.');
    expect(within(items[0]!).getByText('Look at the plate.')).toBeTruthy();
    expect(within(items[3]!).getByText('1600')).toBeTruthy();
    const links = within(screen.getByRole('main'))
      .getAllByRole('link')
      .map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['Try again', quizPath],
      ['Read the lesson again', `/learn/${courseId}/${lessonId}`],
    ]);
  });

  it('of a pass goes on with the course', async () => {
    aServer({ result: { passed: true, percent: 100, progress_percent: 60 } });
    await renderPage(resultPath);
    expect((await screen.findByRole('link', { name: 'Continue the course' })).getAttribute('href')).toBe(
      `/learn/${courseId}/${lessonId}`,
    );
    expect(screen.queryByRole('link', { name: 'Try again' })).toBeNull();
  });

  it.each([
    ['score_only', 'This quiz shows the score only.'],
    ['after_pass', 'The right answers are shown once you have passed.'],
  ] as const)('with feedback %s says why there is no more', async (feedback_mode, words) => {
    aServer({ result: { feedback_mode } });
    await renderPage(resultPath);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says when the server handed it in', async () => {
    aServer({ result: { submitted_by: 'server' } });
    await renderPage(resultPath);
    expect(
      await screen.findByText('Handed in automatically at 10:42 CET, when the time was over.'),
    ).toBeTruthy();
  });

  it('of somebody else names them and offers no try', async () => {
    aServer({ who: administrator });
    await renderPage(resultPath);
    expect(await screen.findByText('Result of Sofie Kjær')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Try again' })).toBeNull();
  });

  it('of an attempt that still runs leads to its paper', async () => {
    const server = aServer({ quiz: openQuiz });
    server.on(
      assessment.getAttemptResult,
      () => new Refusal('record.not-found', { params: { noun: 'result' } }),
    );
    await renderPage(resultPath);
    expect(await heading('What do you do?')).toBeTruthy();
    expect(window.location.pathname).toBe(quizPath);
  });
});

describe('an author', () => {
  it('tries the draft out: scored, shown, stored nowhere', async () => {
    const server = aServer({
      who: administrator,
      quiz: { can: ['update'], standing: null, questions: [aQuestion(1), aQuestion(2)] },
    });
    server.on(assessment.previewQuiz, () => ({
      score: 1,
      max_score: 2,
      percent: 50,
      passed: false,
      feedback: [aFeedback(1), aFeedback(2, { correct: false, points: 0 })],
    }));
    const { user } = await renderPage(`${quizPath}?preview=1`);
    await heading('Question 1?');
    await user.keyboard('a');
    await user.click(screen.getAllByRole('button', { name: 'Hand in' })[0]!);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Hand in' }));
    expect(await heading('Not passed yet')).toBeTruthy();
    expect(server.sentTo(assessment.previewQuiz)[0]?.body).toEqual({
      answers: [{ question_id: questionId(1), choice_ids: [choiceId(1, 1)] }],
    });
    expect([server.sentTo(assessment.startAttempt), server.sentTo(assessment.saveAnswers)]).toEqual([[], []]);
    await user.click(screen.getByRole('button', { name: 'Try once more' }));
    expect(await heading('Question 1?')).toBeTruthy();
  });

  it('of an empty quiz is told so', async () => {
    aServer({ who: administrator, quiz: { can: ['update'], standing: null, questions: [] } });
    await renderPage(quizPath);
    expect(await heading('This quiz has no questions yet.')).toBeTruthy();
  });
});

it('reads from right to left, where the arrows turn the other way', async () => {
  aServer({ quiz: openQuiz });
  await inLanguage('ar-XB', async () => {
    const { user } = await renderPage(quizPath);
    await heading('What do you do?');
    await user.keyboard('{ArrowLeft}');
    expect(await heading('Choose everything you do.')).toBeTruthy();
  });
});
