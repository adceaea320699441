/** Removing the demo from an installation that has been used meanwhile: a small demo, made by hand, beside real people. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '#server/features/identity/index.ts';
import { features } from '#server/main/features.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { createDemo, removeDemo } from './index.ts';
import { keepManifest } from './manifest.ts';

const demoPerson = (product: Product, role: 'admin' | 'manager' | 'trainer' | 'learner', login: string) =>
  product.signIn(role, { email: `${login}@demo.test`, display_name: login });

async function aCourse(trainer: Client, title: string): Promise<{ id: string; lesson_id: string }> {
  const { body: course } = await trainer.post('/api/courses/', { title });
  const { body: lesson } = await trainer.post('/api/lessons/', {
    course_id: course.id,
    title: 'A lesson',
    content: '<p>Read.</p>',
  });
  await trainer.patch(`/api/courses/${course.id}/`, { published: true });
  return { id: course.id, lesson_id: lesson.id };
}

const markDemo = (product: Product, courseIds: string[]) =>
  keepManifest(product.ctx(), {
    made_at: product.ctx().now.toISOString(),
    request_id: 'a seeding',
    course_ids: courseIds,
    category_ids: [],
    department_ids: [],
    position_ids: [],
    skill_ids: [],
    room_ids: [],
    holiday_ids: [],
    session_ids: [],
  });

describe('an installation in use', () => {
  let product: Product;
  let realLearner: Client;
  let demoTrainer: Client;
  let demoCourse: { id: string; lesson_id: string };
  let ownCourse: { id: string; lesson_id: string };
  let enrollmentId: string;
  let demoAdmin: Client;

  beforeAll(async () => {
    product = await startProduct();
    [demoTrainer, demoAdmin, realLearner] = await Promise.all([
      demoPerson(product, 'trainer', 'trainer'),
      demoPerson(product, 'admin', 'admin'),
      product.signIn('learner'),
    ]);
    const demoManager = await demoPerson(product, 'manager', 'manager');
    demoCourse = await aCourse(demoTrainer, 'Made by the demo');
    ownCourse = await aCourse(demoTrainer, 'Made since, by whoever tried the trainer account');
    await realLearner.post(`/api/courses/${demoCourse.id}/enroll/`);
    await realLearner.post('/api/progress/', { lesson_id: demoCourse.lesson_id, completed: true });
    const { body } = await demoManager.post('/api/enrollments/', {
      course_id: ownCourse.id,
      student_id: realLearner.user_id,
    });
    enrollmentId = body.id;
    await realLearner.post('/api/progress/', { lesson_id: ownCourse.lesson_id, completed: true });
    await product.settle();
    await markDemo(product, [demoCourse.id]);
  });

  it('refuses while nobody but demo accounts could administer it, and stays whole', async () => {
    const { status, body } = await demoAdmin.post('/api/admin/demo/remove/');
    expect(status).toBe(422);
    expect(body.code).toBe('user.last-admin');
    expect((await realLearner.get(`/api/courses/${demoCourse.id}/`)).status).toBe(200);
  });

  it('is open to administrators only', async () => {
    expect((await realLearner.post('/api/admin/demo/remove/')).status).toBe(403);
    expect((await demoTrainer.post('/api/admin/demo/remove/')).status).toBe(403);
    expect((await product.anonymous.post('/api/admin/demo/remove/')).status).toBe(401);
  });

  it('removes the demo once, also when two press the button at the same moment', async () => {
    const admin = await product.signIn('admin');
    const answers = await Promise.all([
      admin.post('/api/admin/demo/remove/'),
      admin.post('/api/admin/demo/remove/'),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 404]);
    expect(answers.find((answer) => answer.status === 200)?.body).toEqual({ people: 3, courses: 1 });

    const { body: course } = await admin.get(`/api/courses/${ownCourse.id}/`);
    expect(course).toMatchObject({
      created_by: admin.user_id,
      instructor_id: admin.user_id,
      published: true,
    });
  });

  it('ends the sessions of demo people at once', async () => {
    expect((await demoTrainer.get('/api/users/me/')).status).toBe(401);
  });

  it('takes the demo course from a real person, and leaves them what they did elsewhere', async () => {
    expect((await realLearner.get(`/api/courses/${demoCourse.id}/`)).status).toBe(404);
    const { body: enrollments } = await realLearner.get('/api/enrollments/');
    expect(enrollments.results).toHaveLength(1);
    expect(enrollments.results[0]).toMatchObject({ id: enrollmentId, percent: 100, assigned_by: null });
    const { body: certificates } = await realLearner.get('/api/certificates/');
    expect(certificates.results.map((one: { course_id: string }) => one.course_id)).toEqual([ownCourse.id]);
    const { body: notices } = await realLearner.get('/api/notifications/?page_size=100');
    expect(JSON.stringify(notices.results)).not.toContain(demoCourse.id);
    expect(JSON.stringify(notices.results)).toContain(ownCourse.id);
  });

  it('keeps evidence append-only afterwards', async () => {
    await expect(product.runtime.db.run(sql`delete from completions`)).rejects.toThrow(/append-only/);
    const asleep = sql`select tgname from pg_trigger where tgname like '%append_only' and tgenabled <> 'O'`;
    expect(await product.runtime.db.rows(asleep)).toEqual([]);
  });
});

describe('an account that somebody made theirs', () => {
  it('stays, with its role', async () => {
    const product = await startProduct();
    const adopted = await demoPerson(product, 'admin', 'admin');
    await demoPerson(product, 'learner', 'learner');
    await product.runtime.db.run(
      sql`update users set email = 'real@example.org' where id = ${adopted.user_id}`,
    );
    await markDemo(product, []);
    const { status, body } = await adopted.post('/api/admin/demo/remove/');
    expect({ status, body }).toEqual({ status: 200, body: { people: 1, courses: 0 } });
    expect((await adopted.get('/api/users/me/')).body).toMatchObject({
      email: 'real@example.org',
      role: 'admin',
    });
  });
});

describe('what removal must know', () => {
  it('knows every column that points at a person or a course and does not go with it', async () => {
    const product = await startProduct();
    const found = await product.runtime.db.rows<{ name: string }>(sql`
      select con.conrelid::regclass || '.' || a.attname as name
        from pg_constraint con join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
       where con.contype = 'f' and con.confdeltype = 'a' and con.confrelid in ('users'::regclass, 'courses'::regclass) order by 1`);
    // A new one here needs its line in remove.sql.ts first.
    expect(found.map((one) => one.name)).toEqual([
      'achievement_awards.user_id',
      'achievements.created_by',
      'acting_managers.acting_id',
      'acting_managers.manager_id',
      'acting_managers.set_by',
      'attempt_scores.scored_by',
      'attempts.student_id',
      'attendance_corrections.corrected_by',
      'attendances.recorded_by',
      'bookings.booked_by',
      'bookings.decided_by',
      'bookings.user_id',
      'certificate_templates.created_by',
      'certificates.course_id',
      'certificates.revoked_by',
      'certificates.student_id',
      'completions.course_id',
      'completions.recorded_by',
      'completions.student_id',
      'course_versions.published_by',
      'courses.created_by',
      'courses.instructor_id',
      'enrollments.assigned_by',
      'enrollments.course_id',
      'enrollments.ended_by',
      'enrollments.student_id',
      'files.owner_id',
      'import_runs.course_id',
      'import_runs.created_by',
      'reporting_lines.manager_id',
      'reporting_lines.set_by',
      'reporting_lines.user_id',
      'role_assignments.granted_by',
      'session_series.created_by',
      'session_trainers.user_id',
      'skill_evidence.course_id',
      'skill_evidence.rated_by',
      'skill_evidence.user_id',
      'skill_evidence_decisions.decided_by',
      'training_sessions.cancelled_by',
      'training_sessions.course_id',
      'training_sessions.created_by',
      'user_skills.target_set_by',
    ]);
  });

  it('does not run inside a transaction, where a rollback could not bring the files back', async () => {
    const product = await startProduct();
    await expect(inTransaction(product.ctx(), (ctx) => removeDemo(ctx))).rejects.toThrow(
      /transaction of its own/,
    );
  });
});

describe('a seeding that fails', () => {
  it('leaves nothing, and the next one starts from scratch', async () => {
    const product = await startProduct();
    // The last of sixty addresses is taken: everything before it has been written by then.
    const squatter = await createUser(product.ctx(), { email: 'bent.kristoffersen@demo.test' });
    const reactions = features.flatMap((feature) => feature.reactions);
    await expect(createDemo(product.ctx(), { reactions, say: () => undefined })).rejects.toMatchObject({
      code: 'account.taken',
    });
    const left = await product.runtime.db.one(sql`
      select (select array_agg(id) from users) as users, (select count(*)::int from departments) as departments,
             (select count(*)::int from courses) as courses, (select count(*)::int from facts where payload ->> 'user_id' <> ${squatter.id}) as facts,
             (select count(*)::int from settings) as settings`);
    expect(left).toEqual({ users: [squatter.id], departments: 0, courses: 0, facts: 0, settings: 0 });
  });
});
