/** The demo organization as it stands after a first start, looked at by its own people; then removed without a trace. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { demoPassword } from './content/people.ts';
import { createDemo, removeDemo } from './index.ts';

const reactions = features.flatMap((feature) => feature.reactions);
// Generous: on two busy cores seeding takes several times what it takes alone.
const seedingTimeout = 240_000;
const day = 86_400_000;

let product: Product;
const said: string[] = [];
let before: Map<string, string>;

const create = () => createDemo(product.ctx(), { reactions, say: (message) => said.push(message) });

/** A fingerprint of every table's rows. Counters of sign-in attempts name nobody and fade by themselves. */
async function fingerprints(): Promise<Map<string, string>> {
  const { db } = product.runtime;
  const tables = await db.rows<{ name: string }>(sql`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('settings', 'schema_migrations', 'login_throttles')`);
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    const found = await db.one<{ print: string }>(sql`
      select (xpath('/row/print/text()', query_to_xml(format(
        'select count(*) || '' '' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '''') as print from %I t', ${name}::text), true, true, '')))[1]::text as print`);
    prints.set(name, found.print);
  }
  return prints;
}

async function signInAs(login: string): Promise<Client> {
  const { status, body } = await product.anonymous.post('/api/auth/token/', {
    email: `${login}@demo.test`,
    password: demoPassword,
  });
  expect(status).toBe(200);
  const authorization = { authorization: `Bearer ${body.access}` };
  return {
    ...product.anonymous,
    get: (url) => product.anonymous.get(url, authorization),
    post: (url, sent) => product.anonymous.post(url, sent, authorization),
  };
}

beforeAll(async () => {
  product = await startProduct();
  const trainer = await product.signIn('trainer');
  const { body: course } = await trainer.post('/api/courses/', {
    title: 'A course of our own',
    category_id: null,
  });
  await trainer.post('/api/lessons/', { course_id: course.id, title: 'A lesson', content: '<p>Ours.</p>' });
  await trainer.patch(`/api/courses/${course.id}/`, { published: true });
  const learner = await product.signIn('learner');
  await product.signIn('admin');
  await learner.post(`/api/courses/${course.id}/enroll/`);
  await product.settle();
  // A mail that goes out later would look like a change.
  await vi.waitFor(
    async () => {
      const waiting = sql`select 1 from mails where sent_at is null and failed_at is null`;
      expect(await product.runtime.db.run(waiting)).toBe(0);
    },
    { timeout: 20_000, interval: 100 },
  );
  before = await fingerprints();
  expect(await create()).toBe('made');
  await product.settle();
}, seedingTimeout);

describe('the demo organization', () => {
  it('is announced step by step', () => {
    expect(said).toHaveLength(4);
    expect(said.join(' ')).toMatch(/60 people .* 13 courses .* enrollments .* sessions/);
  });

  it('has sixty people, thirteen published courses and a draft on five shelves', async () => {
    const admin = await signInAs('admin');
    const [people, published, all, categories] = await Promise.all([
      admin.get('/api/users/?search=demo.test&page_size=100'),
      admin.get('/api/courses/?published=true&page_size=100'),
      admin.get('/api/courses/?page_size=100'),
      admin.get('/api/categories/'),
    ]);
    expect(people.body.count).toBe(60);
    expect(published.body.count).toBe(13 + 1);
    expect(all.body.count).toBe(14 + 1);
    expect(categories.body.results.map((one: { course_count: number }) => one.course_count > 0)).toEqual(
      Array(5).fill(true),
    );
  });

  it('has about four hundred enrollments at all stages, none of them from the future', async () => {
    const { db } = product.runtime;
    const stages = await db.one<Record<string, number>>(sql`
      select count(*)::int as total, count(*) filter (where status = 'completed')::int as completed,
             count(*) filter (where status = 'active' and started_at is null)::int as untouched,
             count(*) filter (where status = 'active' and percent between 1 and 99)::int as going,
             count(*) filter (where status = 'active' and due_at < now())::int as overdue,
             count(*) filter (where status = 'ended')::int as left,
             count(*) filter (where greatest(enrolled_at, last_seen_at, completed_at) > now())::int as from_the_future,
             count(distinct date_trunc('month', enrolled_at))::int as months
        from enrollments e join users u on u.id = e.student_id where u.email::text like '%@demo.test'`);
    expect(stages['total']).toBeGreaterThan(360);
    expect(stages['total']).toBeLessThan(440);
    expect(stages['completed']).toBeGreaterThan(200);
    for (const stage of ['untouched', 'going', 'overdue'] as const)
      expect(stages[stage], stage).toBeGreaterThan(10);
    expect(stages['left']).toBeGreaterThan(1);
    expect(stages['from_the_future']).toBe(0);
    expect(stages['months']).toBeGreaterThanOrEqual(12);
  });

  it('shows everybody the percentage that the rule gives', async () => {
    const wrong = await product.runtime.db.rows(sql`
      select e.id, e.percent, e.status from enrollments e
        join course_versions v on v.id = e.course_version_id
       cross join lateral (select count(*) filter (where p.completed and p.lesson_id = any (v.required_lesson_ids)) as done
                             from lesson_progress p where p.enrollment_id = e.id) counted
       where e.percent <> floor(100.0 * counted.done / cardinality(v.required_lesson_ids))
          or (e.status = 'completed') <> (counted.done = cardinality(v.required_lesson_ids))
          or (e.status = 'completed') <> exists (select 1 from completions x where x.enrollment_id = e.id)
          or (select count(*) from milestones m where m.enrollment_id = e.id) <> e.percent / 25`);
    expect(wrong).toEqual([]);
  });

  it('keeps the order of things: enrolled, seen, completed, certified', async () => {
    const wrong = await product.runtime.db.rows(sql`
      select e.id from enrollments e
        left join lesson_progress p on p.enrollment_id = e.id
        left join attempts a on a.enrollment_id = e.id
        left join completions x on x.enrollment_id = e.id
        left join certificates c on c.completion_id = x.id
       where p.first_seen_at < e.enrolled_at or p.completed_at < p.first_seen_at or a.submitted_at < a.started_at or a.started_at < e.enrolled_at
          or x.completed_at < p.completed_at or c.issued_at < x.completed_at or p.seconds_spent < 1 and p.completed`);
    expect(wrong).toEqual([]);
  });

  it('left nothing for the worker: no fact to react to, no mail to send, no job to run', async () => {
    // Signing in, as the tests above did, is a fact of its own.
    await product.settle();
    const left = await product.runtime.db.one(sql`
      select (select count(*)::int from facts where delivered_at is null) as facts,
             (select count(*)::int from mails where to_address like '%@demo.test' and sent_at is null) as mails,
             (select count(*)::int from mails where to_address like '%@demo.test' and created_at > now() - interval '1 minute') as mails_of_today,
             (select count(*)::int from graphile_worker.jobs where key like 'close-attempt:%') as jobs`);
    expect(left).toEqual({ facts: 0, mails: 0, mails_of_today: 0, jobs: 0 });
  });

  it('is made once: a second start changes nothing', async () => {
    await product.settle();
    const now = await fingerprints();
    expect(await create()).toBe('already_there');
    expect(await fingerprints()).toEqual(now);
  });
});

describe('the skills of the demo organization', () => {
  it('have gaps of every kind, proofs that wait and levels that end soon', async () => {
    const { db } = product.runtime;
    const found = await db.one<Record<string, number>>(sql`
      select (select count(*)::int from skills) as skills, (select count(*)::int from role_profiles) as role_profiles,
             (select count(*)::int from reporting_lines where valid_until is null) as led,
             (select count(*)::int from v_skills_evidence where state = 'pending') as pending,
             (select count(*)::int from v_skills_evidence where state = 'rejected') as rejected,
             (select count(distinct kind)::int from v_skills_evidence) as kinds,
             (select count(*)::int from user_skills where exists (select from unnest(proven_until) d where d <= current_date)) as ended,
             (select count(*)::int from user_skills where next_end_on between current_date and current_date + 60) as ending,
             (select count(*)::int from user_skills where declared_level is not null) as declared,
             (select count(*)::int from certificates where expires_at between now() and now() + interval '90 days') as certificates_ending,
             (select count(*)::int from achievement_awards) as awards,
             (select count(distinct date_trunc('month', earned_at))::int from achievement_awards) as months_of_awards`);
    expect(found).toMatchObject({ skills: 20, role_profiles: 11, led: 59 });
    for (const some of [
      'pending',
      'rejected',
      'ended',
      'ending',
      'declared',
      'awards',
      'certificates_ending',
    ])
      expect(found[some], some).toBeGreaterThan(0);
    expect(found['kinds']).toBeGreaterThanOrEqual(4);
    expect(found['months_of_awards']).toBeGreaterThanOrEqual(12);
  });

  it('were recognized on the day it happened: the fifth course when it was the fifth', async () => {
    const wrong = await product.runtime.db.rows(sql`
      select w.id from achievement_awards w join achievements a on a.id = w.achievement_id and a.key = 'five_courses'
       where (select count(distinct c.course_id) from completions c where c.student_id = w.user_id and c.completed_at::date <= w.earned_at::date) < 5`);
    expect(wrong).toEqual([]);
  });

  it('nobody took a course before it was there, and certificates were renewed, ran out and are about to', async () => {
    const { db } = product.runtime;
    const early = await db.rows(sql`
      select e.id from enrollments e join course_versions v on v.id = e.course_version_id where e.enrolled_at < v.published_at`);
    expect(early).toEqual([]);
    const held = await db.one<Record<string, number>>(sql`
      select count(*) filter (where c.expires_at < now())::int as ended,
             count(*) filter (where c.expires_at between now() and now() + interval '45 days')::int as ending,
             count(*) filter (where exists (select from certificates older
                                             where older.student_id = c.student_id and older.course_id = c.course_id
                                               and older.issued_at < c.issued_at))::int as renewals
        from certificates c join users u on u.id = c.student_id where u.email::text like '%@demo.test'`);
    // Six months are 181 to 184 days: on some days of the year a few more are still to end, on others they have just ended.
    for (const kind of ['ended', 'renewals']) expect(held[kind], kind).toBeGreaterThan(15);
    expect(held['ending'], 'ending').toBeGreaterThan(1);
  });

  it('were told when they happened: activity and history of a year, none of it from the future', async () => {
    const { db } = product.runtime;
    const told = await db.one<Record<string, number>>(sql`
      select (select count(*)::int from activity where occurred_at > now() + interval '1 minute') as future_activity,
             (select count(distinct date_trunc('month', occurred_at))::int from activity) as months,
             (select count(*)::int from activity_hours) as hours,
             (select count(*)::int from record_history where changed_at > now() + interval '1 minute') as future_history,
             (select count(distinct date_trunc('month', changed_at))::int from record_history) as history_months,
             (select count(*)::int from record_history h join users u on u.id = h.actor_id where u.email = 'admin@demo.test') as by_admin`);
    expect(told).toMatchObject({ future_activity: 0, future_history: 0 });
    expect(told['months']).toBeGreaterThanOrEqual(13);
    expect(told['hours']).toBeGreaterThan(300);
    expect(told['history_months']).toBeGreaterThanOrEqual(12);
    expect(told['by_admin']).toBeGreaterThan(50);
  });
});

describe('learner@demo.test', () => {
  it('has one course in the middle, one overdue, two due this week, some later and some completed', async () => {
    const learner = await signInAs('learner');
    const { body } = await learner.get('/api/dashboard/');
    expect(body).toMatchObject({
      display_name: 'Sofie Kjær',
      continue_with: {
        course: { code: 'FORK-101' },
        percent: 64,
        lessons_done: 9,
        lessons_required: 14,
        lesson_title: 'People on foot',
      },
      overdue: { count: 1, results: [{ course: { code: 'DATA-501' }, percent: 60 }] },
      this_week: { count: 2 },
      later: { count: 3 },
    });
    expect(body.this_week.results.map((one: { course: { code: string } }) => one.course.code)).toEqual([
      'FORK-101',
      'LITH-110',
    ]);
    expect(body.unread_notifications).toBeGreaterThan(0);
    const { body: held } = await learner.get('/api/certificates/?mine=true&ordering=expires_at');
    expect(held.count).toBe(6);
    const [ended, soonest] = held.results;
    expect(ended).toMatchObject({ course_code: 'CYBER-505', status: 'expired' });
    expect(soonest.course_code).toBe('CYBER-505');
    expect(Date.parse(soonest.expires_at) - product.ctx().now.getTime()).toBeLessThan(30 * day);
    expect(soonest.status).toBe('valid');
  });

  it('reads lessons with pictures, watches the film and opens the handout', async () => {
    const learner = await signInAs('learner');
    const { body: courses } = await learner.get('/api/courses/?search=FORK-101');
    const { body: outline } = await learner.get(`/api/courses/${courses.results[0].id}/outline/`);
    const lessons = outline.modules.flatMap(
      (module: { lessons: { id: string; kind: string }[] }) => module.lessons,
    );
    const media: string[] = [];
    for (const { id } of lessons) {
      const { status, body } = await learner.get(`/api/lessons/${id}/`);
      expect(status).toBe(200);
      const addresses = [...body.content.matchAll(/src="([^"]+)"/g)].map((match) => match[1] as string);
      for (const url of [...addresses, ...(body.file ? [body.file.url] : [])]) {
        const answer = await learner.get(url);
        expect(answer.status, url).toBe(200);
        expect((await product.anonymous.get(url)).status, 'without an enrollment').toBe(
          body.is_preview ? 200 : 404,
        );
        media.push(answer.headers.get('content-type') ?? '');
      }
    }
    expect(media.toSorted()).toEqual(['application/pdf', ...Array(6).fill('image/webp'), 'video/webm']);
  });
});

describe('the others', () => {
  it('the calendar has a full session with people waiting and an offer, a cancelled one, a series, and one that was attended', async () => {
    const trainer = await signInAs('trainer');
    const manager = await signInAs('manager');
    const admin = await signInAs('admin');
    type Listed = {
      title: string;
      status: string;
      seats: number;
      seats_taken: number;
      waiting_count: number;
    };
    const { body } = await admin.get('/api/calendar/sessions/?view=all&page_size=100');
    const coming: Listed[] = body.results;
    const firstAid = coming.find((one) => one.title === 'First aid refresher')!;
    expect([firstAid.seats_taken, firstAid.waiting_count]).toEqual([16, 4]);
    expect(coming.some((one) => one.status === 'cancelled')).toBe(true);
    expect(body.results.some((one: { series_count: number | null }) => (one.series_count ?? 0) >= 5)).toBe(
      true,
    );
    const over = await trainer.get('/api/calendar/sessions/?status=over&page_size=100');
    const test = over.body.results.find((one: Listed) => one.title === 'Forklift driving test');
    const { body: sheet } = await trainer.get(`/api/calendar/sessions/${test.id}/attendance/`);
    expect(sheet.rows.map((one: { outcome: string }) => one.outcome).toSorted()).toEqual([
      'attended',
      'attended',
      'attended',
      'attended',
      'attended',
      'missed',
    ]);
    const { body: requests } = await manager.get('/api/calendar/approvals/');
    expect(requests.count).toBe(2);
  });

  it('trainer@demo.test teaches the three complete courses and the driving test, and has a draft', async () => {
    const trainer = await signInAs('trainer');
    const { body } = await trainer.get('/api/courses/?teaching=true&ordering=title');
    expect(body.results.map((one: { code: string }) => one.code)).toEqual([
      'FORK-120',
      'FORK-101',
      'LITH-110',
      'LOAD-310',
      'HIGH-130',
    ]);
    const { body: dashboard } = await trainer.get('/api/dashboard/');
    expect(dashboard.teaching).toMatchObject({ courses: 5, drafts: 1 });
    expect(dashboard.teaching.learners_in_progress).toBeGreaterThan(20);
  });

  it('manager@demo.test has people behind', async () => {
    const manager = await signInAs('manager');
    const { body } = await manager.get('/api/enrollments/?overdue=true&page_size=100');
    const own = body.results.filter(
      (one: { student: { department: string } }) => one.student.department === 'Warehouse Aarhus',
    );
    expect(own.length).toBeGreaterThan(4);
  });

  it('one certificate is revoked, and its public page says so', async () => {
    const admin = await signInAs('admin');
    const { body } = await admin.get('/api/certificates/?status=revoked');
    expect(body.count).toBe(1);
    const { body: shown } = await product.anonymous.get(
      `/api/certificates/verify/${body.results[0].verification_id}/`,
    );
    expect(shown).toMatchObject({ status: 'revoked', organization_name: 'Nordhavn Logistics' });
  });
});

describe('removing it', () => {
  it('leaves everything else exactly as it was, and no bytes behind', async () => {
    const { db, services } = product.runtime;
    const hashes = await db.rows<{ sha256: string }>(
      sql`select f.sha256 from files f join users u on u.id = f.owner_id where u.email::text like '%@demo.test'`,
    );
    expect(hashes.length).toBeGreaterThan(15);
    expect(await removeDemo(product.ctx())).toEqual({ people: 60, courses: 14 });
    await product.settle();
    expect(await fingerprints()).toEqual(before);
    for (const { sha256 } of hashes)
      expect(await services.storage.exists(`${sha256.slice(0, 2)}/${sha256}`)).toBe(false);
  });

  it('is remembered: the next start does not make it anew', async () => {
    expect(await create()).toBe('removed_before');
    await expect(removeDemo(product.ctx())).rejects.toMatchObject({ code: 'record.not-found' });
  });
});
