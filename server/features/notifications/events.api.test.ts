/** The live connection: T-09, U-15. */
import { describe, expect, it } from 'vitest';
import { aBooking, aRoom, aSession } from '#server/features/calendar/calendar.builders.ts';
import {
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();

type Heard = { event: string; data: { name?: string; ids?: Record<string, string> } };

/** Opens the stream and collects what comes; `ended` resolves when the server closes it. */
async function listen(client: Client) {
  const abort = new AbortController();
  const response = await fetch(`${product.url}/api/events/`, {
    headers: { authorization: `Bearer ${client.token}` },
    signal: abort.signal,
  });
  const heard: Heard[] = [];
  const waiting: (() => void)[] = [];
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body!) {
      rest += new TextDecoder().decode(chunk);
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event && data) heard.push({ event, data: JSON.parse(data) });
      }
      for (const wake of waiting.splice(0)) wake();
    }
  };
  const ended = read().catch(() => undefined);
  const until = async (name: string, milliseconds = 2000) => {
    const started = Date.now();
    while (!heard.some((one) => one.data.name === name || one.event === name)) {
      const left = milliseconds - (Date.now() - started);
      if (left <= 0)
        throw new Error(`Heard no ${name} within ${milliseconds} ms, only ${JSON.stringify(heard)}`);
      await Promise.race([
        new Promise<void>((resolve) => waiting.push(resolve)),
        new Promise((resolve) => setTimeout(resolve, left)),
      ]);
    }
    return Date.now() - started;
  };
  if (response.status === 200) await until('ready');
  return { response, heard, ended, until, close: () => abort.abort() };
}

describe('GET /api/events/', () => {
  it('tells a dashboard in another tab within two seconds what its person did', async () => {
    const trainer = await product.signIn('trainer');
    const learner = await product.signIn('learner');
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const tabs = await Promise.all([listen(learner), listen(learner)]);
    expect(tabs[0].response.headers.get('content-type')).toContain('text/event-stream');
    expect(tabs[0].response.headers.get('content-encoding')).toBeNull();
    await anEnrollment(learner, course.id);
    for (const tab of tabs) expect(await tab.until('enrollment.created')).toBeLessThan(2000);
    await completed(learner, course.lesson_ids.slice(0, 1));
    for (const tab of tabs) expect(await tab.until('milestone.reached')).toBeLessThan(2000);
    for (const tab of tabs) await tab.until('notification.created');
    const hint = tabs[0].heard.find((one) => one.data.name === 'milestone.reached')!;
    expect(hint.data.ids).toMatchObject({ student_id: learner.user_id, course_id: course.id });
    for (const tab of tabs) tab.close();
  });

  it('tells the trainers of the course what its learners do, and no other trainer', async () => {
    const [trainer, stranger] = await Promise.all([product.signIn('trainer'), product.signIn('trainer')]);
    const learner = await product.signIn('learner');
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const [own, foreign] = await Promise.all([listen(trainer), listen(stranger)]);
    await anEnrollment(learner, course.id);
    await completed(learner, course.lesson_ids.slice(0, 1));
    expect(await own.until('lesson.completed')).toBeLessThan(2000);
    await trainer.post('/api/notifications/', { recipient_id: stranger.user_id, message: 'Only for you' });
    await foreign.until('notification.created');
    expect(JSON.stringify(foreign.heard)).not.toContain(learner.user_id);
    own.close();
    foreign.close();
  });

  it('tells those who run a training session who books it, and nobody else', async () => {
    const [trainer, stranger] = await Promise.all([product.signIn('trainer'), product.signIn('trainer')]);
    const learner = await product.signIn('learner');
    const session = await aSession(product.runtime.db, { trainer_ids: [trainer.user_id] });
    const [own, foreign] = await Promise.all([listen(trainer), listen(stranger)]);
    expect((await learner.post(`/api/calendar/sessions/${session.id}/bookings/`)).status).toBe(201);
    expect(await own.until('booking.confirmed')).toBeLessThan(2000);
    await trainer.post('/api/notifications/', { recipient_id: stranger.user_id, message: 'Only for you' });
    await foreign.until('notification.created');
    expect(JSON.stringify(foreign.heard)).not.toContain(learner.user_id);
    own.close();
    foreign.close();
  });

  it('tells those who are there that check-in is open, and nobody else', async () => {
    const [trainer, stranger] = await Promise.all([product.signIn('trainer'), product.signIn('trainer')]);
    const [learner, other] = await Promise.all([product.signIn('learner'), product.signIn('learner')]);
    const { db } = product.runtime;
    const session = await aSession(db, { trainer_ids: [trainer.user_id], hours_from_now: 0.5 });
    await aBooking(db, session.id, learner.user_id);
    await aBooking(db, session.id, other.user_id, 'cancelled');
    const tabs = await Promise.all([trainer, learner, stranger, other].map(listen));
    const [own, attending, ...foreign] = tabs;
    const opened = await trainer.post(`/api/calendar/session-days/${session.days[0]!.id}/check-in/`);
    expect(opened.status).toBe(200);
    expect(await own!.until('attendance.check-in-changed')).toBeLessThan(2000);
    expect(await attending!.until('attendance.check-in-changed')).toBeLessThan(2000);
    for (const person of [stranger, other])
      await trainer.post('/api/notifications/', { recipient_id: person.user_id, message: 'Only for you' });
    for (const tab of foreign) {
      await tab.until('notification.created');
      expect(JSON.stringify(tab.heard)).not.toContain(session.id);
    }
    for (const tab of tabs) tab.close();
  });

  it('tells everybody that a session was deleted or a room archived', async () => {
    const [trainer, admin, learner] = await Promise.all([
      product.signIn('trainer'),
      product.signIn('admin'),
      product.signIn('learner'),
    ]);
    const { db } = product.runtime;
    const session = await aSession(db, { trainer_ids: [trainer.user_id] });
    const room = await aRoom(db);
    const tab = await listen(learner);
    expect((await trainer.delete(`/api/calendar/sessions/${session.id}/`)).status).toBe(204);
    expect(await tab.until('training-session.deleted')).toBeLessThan(2000);
    expect((await admin.post(`/api/calendar/rooms/${room.id}/archive/`)).status).toBe(200);
    expect(await tab.until('room.changed')).toBeLessThan(2000);
    tab.close();
  });

  it('tells nobody else', async () => {
    const trainer = await product.signIn('trainer');
    const [learner, other] = await Promise.all([product.signIn('learner'), product.signIn('learner')]);
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const [own, foreign] = await Promise.all([listen(learner), listen(other)]);
    await anEnrollment(learner, course.id);
    await own.until('enrollment.created');
    await trainer.post('/api/notifications/', { recipient_id: other.user_id, message: 'Only for you' });
    await foreign.until('notification.created');
    expect(JSON.stringify(foreign.heard)).not.toContain(learner.user_id);
    expect(JSON.stringify(own.heard)).not.toContain(other.user_id);
    own.close();
    foreign.close();
  });

  it('ends with the login session, at once', async () => {
    const learner = await product.signIn('learner');
    const tab = await listen(learner);
    const started = Date.now();
    expect((await learner.post('/api/auth/logout/')).status).toBeLessThan(300);
    await tab.ended;
    expect(Date.now() - started).toBeLessThan(2000);
    expect((await listen(learner)).response.status).toBe(401);
  });

  it('is closed to the anonymous', async () => {
    expect((await listen(product.anonymous)).response.status).toBe(401);
  });
});
