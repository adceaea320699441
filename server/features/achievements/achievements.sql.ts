/** Queries on achievements and awards. */
import type { AchievementRule, AchievementRuleKind } from '#contract/achievements.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { measured } from './achievements.kinds.ts';

export type Looks = {
  name: string;
  description: string;
  translations: Record<string, { name: string; description: string }>;
  icon: string;
  palette: string;
};

const looks = sql`a.name, a.description, a.translations, a.icon, a.palette`;

export type AwardRow = Looks & {
  id: string;
  achievement_id: string;
  user_id: string;
  display_name: string;
  earned_at: string;
  cause: { rule: AchievementRule; done: number; of: number };
  share_token: string | null;
};

const awardColumns = sql`w.id, w.achievement_id, w.user_id, w.earned_at, w.cause, w.share_token, p.display_name, ${looks}`;
const awardTables = sql`
  achievement_awards w join achievements a on a.id = w.achievement_id join v_identity_people p on p.user_id = w.user_id`;

export const selectAward = (db: Db, awardId: string): Promise<AwardRow | undefined> =>
  db.maybe(sql`select ${awardColumns} from ${awardTables} where w.id = ${awardId}`);

export const selectSharedAward = (db: Db, token: string): Promise<AwardRow | undefined> =>
  db.maybe(sql`select ${awardColumns} from ${awardTables} where w.share_token = ${token}`);

export const selectAwardsOf = (
  db: Db,
  userId: string,
  slice: { limit: number; offset: number },
): Promise<(AwardRow & { total: number })[]> =>
  db.rows(sql`
    select ${awardColumns}, count(*) over ()::int as total from ${awardTables}
     where w.user_id = ${userId} order by w.earned_at desc, w.id desc limit ${slice.limit} offset ${slice.offset}`);

export async function countAwardsOf(db: Db, userId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from achievement_awards where user_id = ${userId}`,
  );
  return count;
}

/** Keeps the address that is there: of two who share at once both get the same. */
export const shareAwardRow = (db: Db, awardId: string, token: string): Promise<number> =>
  db.run(
    sql`update achievement_awards set share_token = coalesce(share_token, ${token}) where id = ${awardId}`,
  );

export const unshareAwardRow = (db: Db, awardId: string): Promise<number> =>
  db.run(sql`update achievement_awards set share_token = null where id = ${awardId}`);

export type WallRow = Looks & {
  id: string;
  kind: AchievementRuleKind;
  award_id: string | null;
  earned_at: string | null;
  share_token: string | null;
  done: number | null;
  of: number | null;
};

const onePerson = (userId: string): Sql =>
  sql`(select user_id, time_zone from v_identity_people where user_id = ${userId}::uuid)`;

/** What somebody earned, and where they stand with the rest of what can be earned: one statement. */
export const selectWall = (db: Db, userId: string, now: Date): Promise<WallRow[]> =>
  db.rows(sql`
    with earned as materialized (
      select w.id as award_id, w.achievement_id, w.earned_at, w.share_token from achievement_awards w where w.user_id = ${userId}),
    standing as (select * from ${measured(
      sql`(select o.id as achievement_id, o.rule from achievements o
            where o.is_active and o.id not in (select e.achievement_id from earned e))`,
      onePerson(userId),
      now,
    )} x)
    select a.id, ${looks}, a.rule ->> 'kind' as kind, e.award_id, e.earned_at, e.share_token, s.done, s."of"
      from achievements a
      left join earned e on e.achievement_id = a.id
      left join standing s on s.achievement_id = a.id
     where e.award_id is not null or a.is_active
     order by e.earned_at desc nulls last, e.award_id desc, s.done::numeric / s."of" desc nulls last, a.position, a.id`);

/**
 * Gives awards to whoever meets the rules and has none yet, with the fact of each. However often and from wherever this is
 * called at once, the unique key lets one award through, and only that one is told of.
 *
 * @param wanted.fact_id  over `x.user_id`: the fact that made somebody earn it
 */
export const insertAwards = (
  ctx: Ctx,
  wanted: { rules: Sql; people: Sql; kinds?: readonly AchievementRuleKind[]; fact_id: Sql },
): Promise<{ id: string }[]> =>
  ctx.db.rows(sql`
    with made as (
      insert into achievement_awards (id, achievement_id, user_id, earned_at, cause)
      select new_uuid_v7(${ctx.now}::timestamptz), x.achievement_id, x.user_id, ${ctx.now}::timestamptz,
             jsonb_strip_nulls(jsonb_build_object('rule', x.rule, 'done', x.done, 'of', x."of", 'fact_id', ${wanted.fact_id}))
        from ${measured(wanted.rules, wanted.people, ctx.now, wanted.kinds, lacking)} x where x.met
      on conflict on constraint achievement_awards_once_key do nothing
      returning id, achievement_id, user_id),
    told as (
      insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
      select new_uuid_v7(${ctx.now}::timestamptz), 'achievement.earned',
             jsonb_build_object('award_id', made.id, 'achievement_id', made.achievement_id, 'user_id', made.user_id),
             ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip} from made)
    select id from made`);

const lacking = sql`
  not exists (select from achievement_awards w where w.achievement_id = r.achievement_id and w.user_id = p.user_id)`;

/** Active achievements which what happened can have moved. */
export const openRules = (movable: Sql): Sql => sql`
  (select o.id as achievement_id, o.rule from achievements o where o.is_active and (${movable}))`;

/**
 * Those of the people who completed these lessons for whom that made a new day of learning. Who has completed one before on
 * the same day has no day more, and the earlier fact sees to that day. A lesson that was opened again since counts as a new
 * day: the earlier fact may have relied on it.
 */
export const peopleOfNewDays = (
  completed: readonly { student_id: string; enrollment_id: string; lesson_id: string }[],
): Sql => sql`
  (select distinct p.user_id, p.time_zone
     from unnest(${completed.map((one) => one.student_id)}::uuid[], ${completed.map((one) => one.enrollment_id)}::uuid[],
                 ${completed.map((one) => one.lesson_id)}::uuid[]) c (user_id, enrollment_id, lesson_id)
     join v_identity_people p on p.user_id = c.user_id
    where not exists (
      select from v_enrollment_lesson_progress mine
        join v_enrollment_lesson_progress earlier on earlier.student_id = mine.student_id
       where mine.enrollment_id = c.enrollment_id and mine.lesson_id = c.lesson_id and mine.completed and earlier.completed
         and (earlier.completed_at, earlier.enrollment_id, earlier.lesson_id) < (mine.completed_at, mine.enrollment_id, mine.lesson_id)
         and (earlier.completed_at at time zone p.time_zone)::date = (mine.completed_at at time zone p.time_zone)::date))`;

export const personRelation = onePerson;

/** The next people by id; `last_id` of the answer is where the following batch begins. */
export const peopleBatch = (after: string | null, limit: number): Sql => sql`
  (select user_id, time_zone from v_identity_people
    where is_active and user_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by user_id limit ${limit})`;

export const lastOfBatch = (
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ last_id: string | null; count: number }> =>
  db.one(
    sql`select max(user_id::text) as last_id, count(*)::int as count from ${peopleBatch(after, limit)} batch`,
  );

export type RuleRow = Looks & {
  id: string;
  key: string | null;
  rule: AchievementRule;
  position: number;
  is_active: boolean;
  archived_at: string | null;
  earned_count: number;
  subjects: Record<string, string>;
  created_at: string;
  updated_at: string;
  record_version: number;
};

const ruleColumns = sql`
  a.id, a.key, ${looks}, a.rule, a.position, a.is_active, a.archived_at, a.created_at, a.updated_at, a.record_version,
  (select count(*)::int from achievement_awards w where w.achievement_id = a.id) as earned_count,
  coalesce((select jsonb_object_agg(n.id, n.name) from (
      select course_id as id, title as name from v_catalog_published_courses
       where course_id::text = a.rule ->> 'course_id' or a.rule -> 'course_ids' ? course_id::text
      union all select quiz_id, title from v_assessment_quizzes where quiz_id::text = a.rule ->> 'quiz_id'
      union all select skill_id, name from v_skills_skills where skill_id::text = a.rule ->> 'skill_id'
      union all select category_id, category from v_catalog_published_courses
       where category_id::text = a.rule ->> 'category_id' and category is not null) n), '{}') as subjects`;

export const selectRules = (
  db: Db,
  where: Sql,
  slice: { limit: number; offset: number },
): Promise<RuleRow[]> =>
  db.rows(sql`
    select ${ruleColumns} from achievements a where ${where} order by a.position, a.id limit ${slice.limit} offset ${slice.offset}`);

export async function countRules(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from achievements a where ${where}`,
  );
  return count;
}

export const selectRule = (db: Db, ruleId: string): Promise<RuleRow | undefined> =>
  db.maybe(sql`select ${ruleColumns} from achievements a where a.id = ${ruleId}`);

/** Nobody else changes it until the transaction ends. */
export const lockRule = (db: Db, ruleId: string): Promise<number> =>
  db.run(sql`select from achievements where id = ${ruleId} for update`);

export const insertRule = (ctx: Ctx, id: string, fields: Record<string, unknown>): Promise<number> =>
  ctx.db.run(sql`
    insert into achievements (id, name, description, translations, icon, palette, rule, position, is_active, created_by, created_at, updated_at)
    values (${id}, ${fields['name']}, ${fields['description']}, ${fields['translations']}, ${fields['icon']}, ${fields['palette']},
            ${fields['rule']}, ${fields['position']}, ${fields['is_active']}, ${actorId(ctx)}, ${ctx.now}, ${ctx.now})`);

/** @returns rows touched: 0 when the version is another one */
export const updateRuleRow = (
  ctx: Ctx,
  ruleId: string,
  fields: Record<string, unknown>,
  expectedVersion?: number,
): Promise<number> => {
  const set = assignments(fields);
  return ctx.db.run(sql`
    update achievements set ${set ? sql`${set}, ` : sql``}updated_at = ${ctx.now}, record_version = record_version + 1
     where id = ${ruleId} ${expectedVersion === undefined ? sql`` : sql`and record_version = ${expectedVersion}`}`);
};

/** Which of the things a rule names do not exist (courses must have been published). */
export const selectUnknownSubjects = async (
  db: Db,
  named: { courses: string[]; quiz: string | null; skill: string | null; category: string | null },
): Promise<string[]> => {
  const rows = await db.rows<{ field: string }>(sql`
    select 'course' as field from unnest(${named.courses}::uuid[]) id
     where not exists (select from v_catalog_published_courses c where c.course_id = id and c.deleted_at is null)
    union select 'quiz' where ${named.quiz}::uuid is not null
      and not exists (select from v_assessment_quizzes where quiz_id = ${named.quiz}::uuid)
    union select 'skill' where ${named.skill}::uuid is not null
      and not exists (select from v_skills_skills where skill_id = ${named.skill}::uuid and not is_retired)
    union select 'category' where ${named.category}::uuid is not null
      and not exists (select from v_catalog_published_courses where category_id = ${named.category}::uuid)`);
  return rows.map((row) => row.field);
};

/** Everybody with an open account against one rule: how many meet it, and the first by name. */
export const selectPreview = (
  db: Db,
  rule: AchievementRule,
  achievementId: string | null,
  now: Date,
): Promise<{
  count: number;
  already_count: number;
  people_count: number;
  people: { user_id: string; display_name: string }[];
}> =>
  db.one(sql`
    with people as materialized (select user_id, time_zone, display_name from v_identity_people where is_active),
    met as (
      select p.user_id, p.display_name,
             exists (select from achievement_awards w where w.achievement_id = ${achievementId}::uuid and w.user_id = p.user_id) as has_it
        from ${measured(
          sql`(select null::uuid as achievement_id, ${JSON.stringify(rule)}::jsonb as rule)`,
          sql`people`,
          now,
          [rule.kind],
        )} x
        join people p on p.user_id = x.user_id where x.met)
    select (select count(*)::int from met) as count, (select count(*)::int from met where has_it) as already_count,
           (select count(*)::int from people) as people_count,
           coalesce((select jsonb_agg(jsonb_build_object('user_id', first.user_id, 'display_name', first.display_name) order by search_normal(first.display_name), first.user_id)
              from (select * from met order by search_normal(display_name), user_id limit 12) first), '[]') as people`);
