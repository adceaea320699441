/** What people are told when something happened: L-82, L-86, L-89, L-90, U-17, U-27. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aCompletedCourse,
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;

beforeAll(async () => {
  trainer = await product.signIn('trainer', { display_name: 'Marta Nowak' });
});

type Notice = { kind: string; message: string; link: string | null; params: Record<string, unknown> };
const noticesOf = async (client: Client): Promise<Notice[]> =>
  (await client.get('/api/notifications/?ordering=created_at&page_size=100')).body.results;
const said = async (client: Client) =>
  (await noticesOf(client)).map((notice) => `${notice.kind}: ${notice.message}`);
const mailsTo = (client: Client) =>
  db.rows<{ kind: string; subject: string; text_body: string; html_body: string; to_address: string }>(sql`
    select kind, subject, text_body, html_body, to_address from mails where recipient_id = ${client.user_id} order by created_at, id`);
async function deliver(name: string, payload: object): Promise<void> {
  await db.run(
    sql`insert into facts (id, name, payload) values (${newId()}, ${name}, ${JSON.stringify(payload)}::jsonb)`,
  );
  await product.settle();
}
const speaks = (client: Client, language: string) =>
  db.run(sql`update user_profiles set language = ${language} where user_id = ${client.user_id}`);

describe('enrolling', () => {
  it('confirms in the app and by mail', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const learner = await product.signIn('learner', { display_name: 'Sofie Kjær' });
    await anEnrollment(learner, course.id);
    await product.settle();
    expect(await noticesOf(learner)).toMatchObject([
      {
        kind: 'enrolled',
        message: `You are enrolled in “${course.title}”.`,
        link: `/learn/${course.id}`,
        params: { course_id: course.id, course_title: course.title },
      },
    ]);
    const [mail, ...more] = await mailsTo(learner);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: 'enrolled', subject: `You are enrolled in “${course.title}”` });
    expect(mail!.text_body).toContain('Hello Sofie Kjær,');
    expect(mail!.text_body).toContain(`/learn/${course.id}`);
  });

  it('names who assigned a course, why, and until when where the person lives', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const learner = await product.signIn('learner');
    await speaks(learner, 'de');
    await db.run(
      sql`update user_profiles set time_zone = 'Pacific/Auckland' where user_id = ${learner.user_id}`,
    );
    await trainer.post('/api/enrollments/', {
      course_id: course.id,
      student_id: learner.user_id,
      due_at: '2031-03-01T20:00:00.000Z',
      reason: 'Neue Halle',
    });
    await product.settle();
    expect(await said(learner)).toEqual([
      `assigned: Marta Nowak hat Sie in „${course.title}“ eingeschrieben, fällig am 2. März 2031.`,
    ]);
    expect((await mailsTo(learner))[0]!.text_body).toContain('Grund: Neue Halle');
  });

  it('says it once however often the fact is delivered', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const learner = await product.signIn('learner');
    await anEnrollment(learner, course.id);
    await product.settle();
    await db.run(sql`delete from fact_deliveries`);
    await db.run(sql`update facts set delivered_at = null where payload->>'student_id' = ${learner.user_id}`);
    await product.settle();
    expect(await said(learner)).toHaveLength(1);
    expect(await mailsTo(learner)).toHaveLength(1);
  });
});

describe('milestones', () => {
  it('are told and mailed at 25, 50, 75 and 100, once each, ever', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4, course: { certificate_enabled: false } });
    const learner = await product.signIn('learner');
    await anEnrollment(learner, course.id);
    await completed(learner, course.lesson_ids.slice(0, 2));
    await learner.post('/api/progress/', { lesson_id: course.lesson_ids[0], completed: false });
    await completed(learner, course.lesson_ids);
    await product.settle();
    const milestones = (await noticesOf(learner)).filter((notice) => notice.kind === 'milestone');
    expect(milestones.map((notice) => notice.params['percent']).toSorted()).toEqual([100, 25, 50, 75]);
    expect(milestones.find((notice) => notice.params['percent'] === 100)!.message).toBe(
      `You completed “${course.title}”.`,
    );
    expect((await mailsTo(learner)).filter((mail) => mail.kind === 'milestone')).toHaveLength(4);
  });

  it('come once each when fifty lessons are completed at once', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 50, course: { certificate_enabled: false } });
    const learner = await product.signIn('learner');
    await anEnrollment(learner, course.id);
    await Promise.all(course.lesson_ids.map((lessonId) => completed(learner, [lessonId])));
    await product.settle();
    const percents = (await noticesOf(learner))
      .filter((notice) => notice.kind === 'milestone')
      .map((notice) => notice.params['percent']);
    expect(percents.toSorted()).toEqual([100, 25, 50, 75]);
  });

  it('that a short course passes in one step are told as one', async () => {
    const { learner, course } = await aCompletedCourse(product, { course: { certificate_enabled: false } });
    expect((await said(learner)).filter((line) => line.startsWith('milestone'))).toEqual([
      `milestone: You completed “${course.title}”.`,
    ]);
    expect((await mailsTo(learner)).filter((mail) => mail.kind === 'milestone')).toHaveLength(1);
  });
});

describe('certificates', () => {
  it('are announced with their number when issued, and told when revoked', async () => {
    const { learner, trainer: teacher } = await aCompletedCourse(product);
    const certificate = (await learner.get('/api/certificates/')).body.results[0];
    expect((await noticesOf(learner)).find((notice) => notice.kind === 'certificate_issued')).toMatchObject({
      link: `/certificates/${certificate.id}`,
      params: { number: certificate.number },
    });
    expect((await mailsTo(learner)).find((mail) => mail.kind === 'certificate_issued')!.text_body).toContain(
      certificate.number,
    );
    await teacher.post(`/api/certificates/${certificate.id}/revoke/`, { reason: 'Mistake' });
    await product.settle();
    expect((await said(learner)).at(-1)).toContain(
      `certificate_revoked: Your certificate ${certificate.number}`,
    );
  });
});

describe('quizzes', () => {
  const attempted = async (name: 'attempt.passed' | 'attempt.failed', percent: number) => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const learner = await product.signIn('learner');
    const quizId = newId();
    await db.run(
      sql`insert into quizzes (id, course_id, lesson_id, title) values (${quizId}, ${course.id}, ${course.lesson_ids[0]}, 'The forks')`,
    );
    await deliver(name, {
      attempt_id: newId(),
      quiz_id: quizId,
      student_id: learner.user_id,
      course_id: course.id,
      percent,
    });
    return { learner, course };
  };

  it('a pass is celebrated, a fail invites to try again; neither sends a mail', async () => {
    const passed = await attempted('attempt.passed', 90);
    expect(await noticesOf(passed.learner)).toMatchObject([
      {
        kind: 'quiz_passed',
        message: 'You passed “The forks” with 90 %.',
        link: `/learn/${passed.course.id}/${passed.course.lesson_ids[0]}`,
      },
    ]);
    const failed = await attempted('attempt.failed', 40);
    expect((await said(failed.learner))[0]).toMatch(/^quiz_failed: You scored 40 % in “The forks”/);
    expect([...(await mailsTo(passed.learner)), ...(await mailsTo(failed.learner))]).toEqual([]);
  });
});

describe('reminders and security', () => {
  it('a reminder says how far one is', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const learner = await product.signIn('learner');
    const enrollment = await anEnrollment(learner, course.id);
    await completed(learner, course.lesson_ids.slice(0, 2));
    await trainer.post(`/api/enrollments/${enrollment.id}/remind/`);
    await product.settle();
    // What was earned on the way is told in the same breath, before or after.
    expect(await said(learner)).toContain(
      `reminder: Reminder: “${course.title}” is waiting for you. You have done 50 %.`,
    );
    expect((await mailsTo(learner)).at(-1)!.kind).toBe('reminder');
  });

  it('an alert reaches the owner of the account both ways', async () => {
    const learner = await product.signIn('learner');
    await deliver('user.security-alerted', {
      user_id: learner.user_id,
      reason: 'password_changed',
    });
    expect((await said(learner))[0]).toMatch(/^security: Your password was changed/);
    expect((await mailsTo(learner))[0]!.subject).toBe('Your password was changed');
  });
});

describe('nothing more is said', () => {
  it('to someone who left the course', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const reached = async (leaves: boolean) => {
      const learner = await product.signIn('learner');
      const { id } = await anEnrollment(learner, course.id);
      if (leaves) await learner.delete(`/api/enrollments/${id}/`);
      await db.run(sql`insert into milestones (enrollment_id, percent) values (${id}, 25)`);
      await deliver('milestone.reached', {
        enrollment_id: id,
        student_id: learner.user_id,
        course_id: course.id,
        percent: 25,
      });
      const milestones = (await noticesOf(learner)).filter((notice) => notice.kind === 'milestone');
      return [milestones.length, (await mailsTo(learner)).filter((mail) => mail.kind === 'milestone').length];
    };
    expect(await reached(false)).toEqual([1, 1]);
    expect(await reached(true)).toEqual([0, 0]);
  });

  it('to a closed account', async () => {
    const learner = await product.signIn('learner');
    await db.run(
      sql`update users set is_active = false, deactivated_at = now() where id = ${learner.user_id}`,
    );
    await deliver('user.security-alerted', { user_id: learner.user_id, reason: 'password_changed' });
    expect(await mailsTo(learner)).toEqual([]);
    expect(await db.rows(sql`select 1 from notifications where recipient_id = ${learner.user_id}`)).toEqual(
      [],
    );
  });
});

describe('hostile titles and names', () => {
  it('stay text in HTML mail and cannot add headers', async () => {
    const title = '<img src=x onerror=alert(1)> "Bcc: all@example.test"';
    const course = await aPublishedCourse(trainer, { lessons: 4, course: { title } });
    const learner = await product.signIn('learner', { display_name: 'Eve <script>alert(1)</script>' });
    await anEnrollment(learner, course.id);
    await product.settle();
    const [mail] = await mailsTo(learner);
    expect(mail!.html_body).not.toMatch(/<img|<script/);
    expect(mail!.html_body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(mail!.html_body).toContain('Hello Eve &lt;script&gt;');
  });
});
