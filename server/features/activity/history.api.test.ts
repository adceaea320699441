/** Who changed what and when, with before and after: T-26, U-24; and erasing a person without destroying evidence. */
import { describe, expect, it } from 'vitest';
import { anEnrollment, aPublishedCourse, complete } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const admin = await product.signIn('admin', { display_name: 'Ada Admin' });
const trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
const { db } = product.runtime;

const historyOf = async (recordType: string, recordId: string) =>
  (await admin.get(`/api/history/?record_type=${recordType}&record_id=${recordId}`)).body.results;

describe('the history of a record', () => {
  it('says who made a course, and who changed its title from what to what', async () => {
    const { body: course } = await trainer.post('/api/courses/', { title: 'Forklift saftey' });
    const renamed = await admin.patch(`/api/courses/${course.id}/`, { title: 'Forklift safety' });
    expect(renamed.status).toBe(200);
    const [change, creation] = await historyOf('courses', course.id);
    expect(change).toMatchObject({
      action: 'changed',
      record_name: 'Forklift safety',
      actor: { id: admin.user_id, name: 'Ada Admin' },
      changes: [{ field: 'title', before: 'Forklift saftey', after: 'Forklift safety' }],
    });
    expect(change.request_id).toBe(renamed.headers.get('x-request-id'));
    expect(creation).toMatchObject({ action: 'created', actor: { name: 'Tom Trainer' } });
  });

  it('calls people and categories by name instead of id', async () => {
    const { body: category } = await admin.post('/api/categories/', { name: `Safety ${newId()}` });
    const { body: course } = await trainer.post('/api/courses/', { title: 'Named' });
    await trainer.patch(`/api/courses/${course.id}/`, { category_id: category.id });
    const [change] = await historyOf('courses', course.id);
    expect(change.changes).toContainEqual({
      field: 'category_id',
      before: null,
      after: category.id,
      before_name: null,
      after_name: category.name,
    });
  });

  it('tells roles, names and managers of people, and never their passwords', async () => {
    const anna = await product.signIn('learner');
    await admin.patch(`/api/users/${anna.user_id}/`, {
      roles: ['learner', 'trainer'],
      display_name: 'Anna B',
    });
    const entries = [
      ...(await historyOf('users', anna.user_id)),
      ...(await historyOf('user_profiles', anna.user_id)),
    ];
    expect(entries.flatMap((one: { changes: { field: string }[] }) => one.changes)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'role', before: 'learner', after: 'trainer' }),
        expect.objectContaining({ field: 'display_name', after: 'Anna B' }),
      ]),
    );
    const kept = await db.one<{ text: string }>(
      sql`select coalesce(string_agg(h.before::text || h.after::text, ''), '') as text from record_history h`,
    );
    expect(kept.text).not.toMatch(/argon2|password_hash/);
  });

  it('tells a deadline that was moved, but not that somebody is learning', async () => {
    const course = await aPublishedCourse(trainer);
    const anna = await product.signIn('learner');
    const made = await anEnrollment(anna, course.id);
    await complete(anna, course.lesson_ids[0]!);
    await trainer.patch(`/api/enrollments/${made.id}/`, { due_at: '2030-02-01T00:00:00.000Z' });
    const entries = await historyOf('enrollments', made.id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ actor: { name: 'Tom Trainer' }, changes: [{ field: 'due_at' }] });
  });

  it('tells long texts by their length and beginning', async () => {
    const { body: course } = await trainer.post('/api/courses/', { title: 'Long' });
    await trainer.patch(`/api/courses/${course.id}/`, { description: 'x'.repeat(5000) });
    const [change] = await historyOf('courses', course.id);
    expect(change.changes[0].after).toMatchObject({ length: 5000, begins: 'x'.repeat(200) });
  });

  it('is filtered by who changed it, and paged by cursor without gaps', async () => {
    const { body: course } = await trainer.post('/api/courses/', { title: 'v0' });
    for (let n = 1; n <= 5; n++) await trainer.patch(`/api/courses/${course.id}/`, { title: `v${n}` });
    const seen: string[] = [];
    let next: string | null = `/api/history/?record_type=courses&record_id=${course.id}&page_size=2`;
    while (next) {
      const { body } = await admin.get(next);
      seen.push(...body.results.map((one: { changes: { after: string }[] }) => one.changes.at(-1)?.after));
      next = body.next;
    }
    expect(seen.slice(0, 5)).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);
    const byAdmin = await admin.get(`/api/history/?record_id=${course.id}&actor=${admin.user_id}`);
    expect(byAdmin.body.results).toEqual([]);
  });

  it('cannot be changed, deleted or emptied', async () => {
    for (const attack of [
      sql`update record_history set actor_id = null`,
      sql`delete from record_history`,
      sql`truncate record_history`,
    ])
      await expect(db.run(attack)).rejects.toThrow(/append-only/);
  });

  it('is for administrators', async () => {
    for (const role of ['learner', 'manager', 'trainer'] as const)
      expect((await (await product.signIn(role)).get('/api/history/')).status).toBe(403);
    expect((await product.anonymous.get('/api/history/')).status).toBe(401);
  });

  it('refuses a cursor and a record type that cannot be', async () => {
    expect((await admin.get('/api/history/?cursor=nonsense')).status).toBe(400);
    expect((await admin.get('/api/history/?record_type=a;b')).body.errors[0].path).toBe('record_type');
  });
});

describe('erasing a person', () => {
  it('takes their personal data everywhere and leaves the evidence', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const email = `gone-${newId()}@example.test`;
    const anna = await product.signIn('learner', { email, display_name: 'Gunhild Gone' });
    await anna.patch('/api/users/profile/', { bio: 'Gunhild’s secret', phone_number: '+45 86 12 40 10' });
    await anEnrollment(anna, course.id);
    await complete(anna, course.lesson_ids[0]!);
    await product.settle();
    const before = await db.one(
      sql`select count(*)::int as n from completions where student_id = ${anna.user_id}`,
    );

    expect((await admin.post(`/api/users/${anna.user_id}/erase/`, { email })).status).toBe(204);
    await product.settle();

    expect((await anna.get('/api/users/me/')).status).toBe(401);
    const traces = await db.rows<{ where: string }>(sql`
      select 'users' as where from users where email = ${email} or username::text like 'gone-%'
      union all select 'profiles' from user_profiles where display_name like '%Gunhild%' or bio like '%Gunhild%' or phone_number like '%86124010%'
      union all select 'history' from record_history where before::text || after::text ~ 'Gunhild|86124010' or before::text || after::text like ${`%${email}%`}
      union all select 'mails' from mails where to_address = ${email} or text_body like '%Gunhild%'
      union all select 'notifications' from notifications where recipient_id = ${anna.user_id}
      union all select 'certificates' from certificates where recipient_name like '%Gunhild%'
      union all select 'sessions' from login_sessions where user_id = ${anna.user_id} and ip <> ''
      union all select 'activity' from activity where actor_id = ${anna.user_id} and ip <> ''`);
    expect(traces).toEqual([]);
    const after = await db.one(
      sql`select count(*)::int as n from completions where student_id = ${anna.user_id}`,
    );
    expect(after).toEqual(before);
    const { body } = await admin.get(`/api/history/?record_type=user_profiles&record_id=${anna.user_id}`);
    expect(body.results[0]).toMatchObject({
      record_name: expect.stringMatching(/^Erased person [0-9A-F]{6}$/),
    });
  });

  it('needs the person’s own address, and an administrator', async () => {
    const anna = await product.signIn('learner');
    const wrong = await admin.post(`/api/users/${anna.user_id}/erase/`, { email: 'x@example.test' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'email' }] } });
    expect((await trainer.post(`/api/users/${anna.user_id}/erase/`, { email: 'x' })).status).toBe(403);
    expect((await anna.get('/api/users/me/')).status).toBe(200);
  });

  it('happens once', async () => {
    const email = `${newId()}@example.test`;
    const anna = await product.signIn('learner', { email });
    const answers = await Promise.all([
      admin.post(`/api/users/${anna.user_id}/erase/`, { email }),
      admin.post(`/api/users/${anna.user_id}/erase/`, { email }),
    ]);
    expect(answers.map((one) => one.status).toSorted()).toEqual([204, 404]);
  });
});

describe('the tables', () => {
  it('whose rows people edit all keep a history', async () => {
    const without = await db.rows<{ name: string }>(sql`
      select c.relname as name from pg_class c
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relispartition
         and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'track_change()'::regprocedure)
       order by 1`);
    // Evidence, versions, projections, secrets, queues, and what people keep for themselves alone. A table that people edit does not belong here.
    expect(without.map((one) => one.name)).toMatchInlineSnapshot(`
      [
        "achievement_awards",
        "activity_hours",
        "attempt_answers",
        "attempt_scores",
        "attempts",
        "attendance_corrections",
        "backup_runs",
        "calendar_events",
        "calendar_feeds",
        "certificate_keys",
        "certificate_reminders",
        "certificate_template_files",
        "certificate_template_versions",
        "client_error_days",
        "client_errors",
        "client_view_days",
        "client_vital_days",
        "completions",
        "course_version_lessons",
        "course_versions",
        "credentials",
        "fact_deliveries",
        "facts",
        "file_usage",
        "file_uses",
        "files",
        "idempotency_keys",
        "import_runs",
        "lesson_progress",
        "lesson_revisions",
        "login_sessions",
        "login_throttles",
        "mails",
        "milestones",
        "notifications",
        "password_resets",
        "quiz_versions",
        "record_history",
        "refresh_tokens",
        "schema_migrations",
        "session_occupancy",
        "settings",
        "skill_evidence",
        "skill_evidence_decisions",
        "skill_expiry_notices",
        "user_skills",
      ]
    `);
  });
});
