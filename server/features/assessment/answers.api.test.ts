/** Saving answers over HTTP: as typed, in any order of arrival, never acknowledged and forgotten (R18). */
import { beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import {
  aQuiz,
  enrolledLearner,
  rightAnswers,
  saveAnswer,
  saveAnswers,
  startAttempt,
  submitAttempt,
} from './assessment.builders.ts';
import { lockAttempt } from './attempts.sql.ts';
import { closeAttempt } from './grading.service.ts';

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});

describe('saving answers', () => {
  test('keeps them as typed, for a reload and for another device', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const [single, , text] = quiz.questions;
    const saved = await saveAnswer(learner, attempt.id, text!.id, { text: '  Par ' }, 1);
    expect(saved.status).toBe(200);
    expect(saved.body.answers).toEqual([
      {
        question_id: text!.id,
        answer: { text: '  Par ' },
        sequence: 1,
        saved_at: expect.any(String),
        accepted: true,
      },
    ]);
    await saveAnswer(learner, attempt.id, single!.id, { choice_id: single!.choices[1]!.id }, 1);
    const { answers } = (await learner.get(`/api/attempts/${attempt.id}/`)).body;
    expect(answers).toHaveLength(2);
    expect(answers).toContainEqual({
      question_id: single!.id,
      answer: { choice_ids: [single!.choices[1]!.id] },
      sequence: 1,
      saved_at: expect.any(String),
    });
  });

  test('a late or repeated save never overwrites a newer one, and is told what is kept', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const text = quiz.questions[2]!.id;
    await saveAnswer(learner, attempt.id, text, { text: 'newest' }, 5);
    for (const sequence of [5, 4, 0]) {
      const { body } = await saveAnswer(learner, attempt.id, text, { text: 'older' }, sequence);
      expect(body.answers[0]).toMatchObject({ accepted: false, answer: { text: 'newest' }, sequence: 5 });
    }
    expect((await saveAnswer(learner, attempt.id, text, {}, 6)).body.answers[0]).toMatchObject({
      accepted: true,
      answer: { text: '' },
    });
  });

  test('of many saves at once the highest sequence wins, whatever the order of arrival', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const text = quiz.questions[2]!.id;
    const sequences = Array.from({ length: 30 }, (_, index) => ((index * 7) % 30) + 1);
    await Promise.all(
      sequences.map((sequence) =>
        saveAnswer(learner, attempt.id, text, { text: `typed ${sequence}` }, sequence),
      ),
    );
    expect((await learner.get(`/api/attempts/${attempt.id}/`)).body.answers).toMatchObject([
      { answer: { text: 'typed 30' }, sequence: 30 },
    ]);
  });

  test('several at once after being offline: all, or none when one does not fit', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const refused = await saveAnswers(learner, attempt.id, [
      ...rightAnswers(quiz).slice(0, 2),
      { question_id: newId() },
    ]);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'answers.2.question_id']);
    expect((await learner.get(`/api/attempts/${attempt.id}/`)).body.answers).toEqual([]);
    expect(
      (await saveAnswers(learner, attempt.id, rightAnswers(quiz))).body.answers.map(
        (answer: { accepted: boolean }) => answer.accepted,
      ),
    ).toEqual([true, true, true]);
  });

  test('refuses what does not fit the question, by field', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const [single, , text] = quiz.questions;
    const refused = await saveAnswer(
      learner,
      attempt.id,
      single!.id,
      { choice_ids: single!.choices.map((choice) => choice.id) },
      1,
    );
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'answer.choice_ids']);
    expect((await saveAnswer(learner, attempt.id, text!.id, { text: 'x'.repeat(10_001) }, 1)).status).toBe(
      400,
    );
    expect((await saveAnswer(learner, attempt.id, text!.id, { text: 'a\u0000b' }, 1)).status).toBe(400);
    expect((await saveAnswer(learner, attempt.id, text!.id, { text: 'x' }, -1)).status).toBe(400);
    expect((await saveAnswer(learner, attempt.id, newId(), { text: 'x' }, 1)).status).toBe(404);
  });

  test('is refused once the attempt is handed in', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    await submitAttempt(learner, attempt.id);
    const { status, body } = await saveAnswer(
      learner,
      attempt.id,
      quiz.questions[2]!.id,
      { text: 'Paris' },
      1,
    );
    expect([status, body.code]).toEqual([409, 'attempt.closed']);
  });
});

describe('a save while the attempt is being handed in', () => {
  test('waits, and is refused instead of being acknowledged and forgotten', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    let answered = false;
    const late = await inTransaction(product.ctx(), async (ctx) => {
      await lockAttempt(ctx.db, attempt.id);
      const saving = saveAnswer(learner, attempt.id, quiz.questions[2]!.id, { text: 'Paris' }, 1).finally(
        () => {
          answered = true;
        },
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(answered).toBe(false);
      await closeAttempt(ctx, attempt.id, 'learner');
      return { saving };
    });
    expect((await late.saving).body.code).toBe('attempt.closed');
  });
});
