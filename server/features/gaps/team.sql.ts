/** My team: the people of a line with what needs attention, in one statement. */
import { iso, type PersonJson, personJson } from '#server/features/reporting/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { heldOfAsked, type ScopeFilter, scopeCtes } from './scope.sql.ts';

export type TeamFigures = {
  overdue_count: number;
  due_count: number;
  expiring_count: number;
  gap_count: number;
};
export type TeamRow = TeamFigures & {
  person: PersonJson;
  depth: number | null;
  last_active: string | null;
};
export type TeamOrdering = 'overdue' | 'due' | 'expiring' | 'gaps' | 'last_active' | 'name';
export type TeamFilter = ScopeFilter & {
  with?: 'overdue' | 'due' | 'expiring' | 'gaps' | undefined;
  ordering: TeamOrdering | `-${TeamOrdering}`;
};
export type TeamTable = {
  count: number;
  totals: TeamFigures & { people_count: number; people_overdue_count: number };
  rows: TeamRow[];
};

const dueWithinDays = 30;
const endingWithinDays = 60;

const columns: Record<TeamOrdering, Sql> = {
  overdue: sql`f.overdue_count`,
  due: sql`f.due_count`,
  expiring: sql`f.expiring_count`,
  gaps: sql`f.gap_count`,
  last_active: sql`coalesce(f.last_active, '-infinity')`,
  name: sql`lower(f.display_name)`,
};
const figureOf = (figure: NonNullable<TeamFilter['with']>): Sql => columns[figure];

function orderOf(ordering: TeamFilter['ordering']): Sql {
  const direction = ordering.startsWith('-') ? sql`desc` : sql`asc`;
  const column = columns[ordering.replace('-', '') as TeamOrdering];
  return sql`${column} ${direction}, f.overdue_count desc, f.due_count desc, f.gap_count desc, lower(f.display_name), f.user_id`;
}

/** A completion that is valid again, or for good, does not expire because an older certificate does: the latest per course counts. */
const endingCertificates: Sql = sql`
  select distinct on (x.student_id, x.course_id) x.student_id, x.certificate_id, x.course_title, x.number, x.expires_at
    from v_certificates_certificates x where x.revoked_at is null
   order by x.student_id, x.course_id, x.issued_at desc`;

const endsSoon = (ctx: Ctx, column: Sql): Sql =>
  sql`${column} > ${ctx.now} and ${column} <= ${ctx.now}::timestamptz + make_interval(days => ${endingWithinDays}::int)`;

const isDue = (ctx: Ctx): Sql =>
  sql`e.due_at >= ${ctx.now} and e.due_at < ${ctx.now}::timestamptz + make_interval(days => ${dueWithinDays}::int)`;

export const selectTeam = (
  ctx: Ctx,
  filter: TeamFilter,
  range: { limit: number; offset: number },
): Promise<TeamTable> =>
  ctx.db.one(sql`
    with ${scopeCtes(ctx, filter, sql`p.user_id`)},
    training as (
      select e.student_id, (count(*) filter (where e.due_at < ${ctx.now}))::int as overdue_count, (count(*) filter (where ${isDue(ctx)}))::int as due_count
        from people p join v_enrollment_enrollments e on e.student_id = p.user_id
       where e.status = 'active' and e.due_at is not null group by e.student_id),
    papers as (
      select c.student_id, count(*)::int as ending_count
        from (${endingCertificates}) c join people p on p.user_id = c.student_id where ${endsSoon(ctx, sql`c.expires_at`)} group by c.student_id),
    asked as (select place, count(*)::int as needed from needs group by place),
    had as (
      select h.user_id, count(*)::int as met,
             (count(*) filter (where h.proven_until[h.level] <= h.today + ${endingWithinDays}::int))::int as ending_count
        from ${heldOfAsked(filter)} where h.proven_until[h.level] > h.today group by h.user_id),
    figures as materialized (
      select p.user_id, p.display_name, p.last_active, coalesce(t.overdue_count, 0) as overdue_count, coalesce(t.due_count, 0) as due_count,
             coalesce(c.ending_count, 0) + coalesce(h.ending_count, 0) as expiring_count, coalesce(a.needed, 0) - coalesce(h.met, 0) as gap_count
        from people p
        left join training t on t.student_id = p.user_id
        left join papers c on c.student_id = p.user_id
        left join asked a on a.place = p.place
        left join had h on h.user_id = p.user_id),
    matching as (select * from figures f where ${filter.with ? sql`${figureOf(filter.with)} > 0` : sql`true`}),
    shown as (
      select f.*, row_number() over (order by ${orderOf(filter.ordering)}) as nth
        from matching f order by nth limit ${range.limit} offset ${range.offset}),
    line as (select user_id, depth from reporting_line(${actorId(ctx)}::uuid, ${ctx.now}))
    select (select count(*)::int from matching) as count,
           (select jsonb_build_object('people_count', count(*), 'people_overdue_count', count(*) filter (where overdue_count > 0),
                     'overdue_count', coalesce(sum(overdue_count), 0), 'due_count', coalesce(sum(due_count), 0),
                     'expiring_count', coalesce(sum(expiring_count), 0), 'gap_count', coalesce(sum(gap_count), 0)) from figures) as totals,
           coalesce((select jsonb_agg(jsonb_build_object('person', ${personJson('i')}, 'depth', line.depth, 'overdue_count', s.overdue_count,
                       'due_count', s.due_count, 'expiring_count', s.expiring_count, 'gap_count', s.gap_count,
                       'last_active', ${iso(sql`s.last_active`)}) order by s.nth)
                       from shown s join v_identity_people i on i.user_id = s.user_id left join line on line.user_id = s.user_id), '[]') as rows`);

export type MemberItems = {
  training: {
    enrollment_id: string;
    course_id: string;
    course_title: string;
    percent: number;
    due_at: string | null;
    standing: 'overdue' | 'due' | 'open';
    reminded_at: string | null;
  }[];
  certificates: { certificate_id: string; course_title: string; number: string; expires_at: string }[];
};

/** What is behind the figures of one person. */
export const selectMemberItems = (ctx: Ctx, userId: string): Promise<MemberItems> =>
  ctx.db.one(sql`
    select coalesce((select jsonb_agg(jsonb_build_object('enrollment_id', e.enrollment_id, 'course_id', e.course_id, 'course_title', c.title,
                       'percent', e.percent, 'due_at', ${iso(sql`e.due_at`)}, 'reminded_at', ${iso(sql`m.reminded_at`)},
                       'standing', case when e.due_at < ${ctx.now} then 'overdue' when ${isDue(ctx)} then 'due' else 'open' end)
                       order by e.due_at nulls last, c.title)
                       from v_enrollment_enrollments e join v_catalog_published_courses c on c.course_id = e.course_id
                       join v_enrollment_reminders m on m.enrollment_id = e.enrollment_id
                      where e.student_id = ${userId} and e.status = 'active'), '[]') as training,
           coalesce((select jsonb_agg(jsonb_build_object('certificate_id', c.certificate_id, 'course_title', c.course_title, 'number', c.number,
                       'expires_at', ${iso(sql`c.expires_at`)}) order by c.expires_at)
                       from (${endingCertificates}) c where c.student_id = ${userId} and ${endsSoon(ctx, sql`c.expires_at`)}), '[]') as certificates`);
