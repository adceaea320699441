/**
 * The kinds of rules, one entry each: what they count, and when they are met. One SQL expression per kind serves one person
 * (the wall, a reaction), a batch (a new rule) and everybody (the preview), so that they can never disagree.
 *
 * Inside an entry `r.rule` is the rule as jsonb, `p.user_id` and `p.time_zone` are the person.
 */
import type { AchievementRuleKind } from '#contract/achievements.ts';
import { join, type Sql, sql } from '#server/platform/db/sql.ts';

type Kind = {
  /** What has to be reached. */
  of: Sql;
  /** One row: `done`, in the unit of `of`, and `met`. */
  measure: (now: Date) => Sql;
};

const number = (field: string): Sql => sql`(r.rule ->> ${field}::text)::int`;
const named = (field: string): Sql => sql`(r.rule ->> ${field}::text)::uuid`;
/** Holds when the rule names nothing, or this. */
const unlessNamed = (field: string, column: Sql): Sql =>
  sql`(${named(field)} is null or ${named(field)} is not distinct from ${column})`;
/** What is named counts once, whatever the count says. */
const onceIfNamed = (field: string): Sql =>
  sql`case when ${named(field)} is null then ${number('count')} else 1 end`;

const counted = (of: Sql, count: Sql, from: Sql): Kind => ({
  of,
  measure: () => sql`select ${count}::int as done, ${count} >= ${of} as met ${from}`,
});

export const kinds: Record<AchievementRuleKind, Kind> = {
  milestone: {
    of: number('percent'),
    // The milestone decides, not the percentage: that may sink when a course is published again, a milestone stays.
    measure: () => sql`
      select coalesce(max(e.percent), 0) as done,
             coalesce(bool_or(exists (select from v_enrollment_milestones m
                                       where m.enrollment_id = e.enrollment_id and m.percent = ${number('percent')})), false) as met
        from v_enrollment_enrollments e
       where e.student_id = p.user_id and ${unlessNamed('course_id', sql`e.course_id`)}`,
  },

  quiz_passed: counted(
    onceIfNamed('quiz_id'),
    sql`count(distinct a.quiz_id)`,
    sql`from v_assessment_submitted_attempts a
       where a.student_id = p.user_id and a.passed and a.percent >= coalesce(${number('min_percent')}, 0)
         and ${unlessNamed('quiz_id', sql`a.quiz_id`)}`,
  ),

  // Earned by any run there ever was; on the way counts the run that is still going, which today or yesterday is part of.
  learning_streak: {
    of: number('days'),
    measure: (now) => sql`
      select coalesce(max(runs.length) filter (where runs.last_day >= (${now}::timestamptz at time zone p.time_zone)::date - 1), 0) as done,
             coalesce(max(runs.length) >= ${number('days')}, false) as met
        from (select count(*)::int as length, max(islands.day) as last_day
                from (select days.day, days.day - (row_number() over (order by days.day))::int as island
                        from (select (l.completed_at at time zone p.time_zone)::date as day
                                from v_enrollment_lesson_progress l where l.student_id = p.user_id and l.completed
                              union
                              select (a.submitted_at at time zone p.time_zone)::date
                                from v_assessment_submitted_attempts a where a.student_id = p.user_id) days) islands
               group by islands.island) runs`,
  },

  courses_completed: counted(
    number('count'),
    sql`count(distinct d.course_id)`,
    sql`from v_enrollment_completions d join v_catalog_published_courses c on c.course_id = d.course_id
       where d.student_id = p.user_id and ${unlessNamed('category_id', sql`c.category_id`)}`,
  ),

  path_completed: counted(
    sql`jsonb_array_length(r.rule -> 'course_ids')`,
    sql`count(distinct d.course_id)`,
    sql`from v_enrollment_completions d where d.student_id = p.user_id and r.rule -> 'course_ids' ? d.course_id::text`,
  ),

  skill_reached: {
    of: onceIfNamed('skill_id'),
    measure: (now) => sql`
      select count(*)::int as done, count(*) >= ${onceIfNamed('skill_id')} as met
        from v_skills_user_skills s
       where s.user_id = p.user_id and ${unlessNamed('skill_id', sql`s.skill_id`)}
         and skill_level_on(s.proven_until, (${now}::timestamptz at time zone p.time_zone)::date) >= ${number('level')}`,
  },

  helping_others: counted(
    number('count'),
    sql`count(distinct v.user_id)`,
    sql`from v_skills_evidence v
       where v.rated_by = p.user_id and v.kind = 'rating' and v.user_id <> p.user_id and v.state <> 'withdrawn'`,
  ),
};

/**
 * Where people stand with rules: a relation of `achievement_id, rule, user_id, done, "of", met`. `done` never exceeds `of`.
 *
 * @param rules  a relation of `achievement_id, rule`
 * @param people  a relation of `user_id, time_zone`
 * @param only  leave out the branches of other kinds
 * @param pairs  over `r` and `p`: whom to hold against which rule, decided before anything is counted; default all with all
 */
export function measured(
  rules: Sql,
  people: Sql,
  now: Date,
  only: readonly AchievementRuleKind[] = Object.keys(kinds) as AchievementRuleKind[],
  pairs: Sql = sql`true`,
): Sql {
  const branches = only.map(
    (kind) => sql`
      select r.achievement_id, r.rule, p.user_id, m.met, ${kinds[kind].of} as "of",
             case when m.met then ${kinds[kind].of} else greatest(0, least(m.done, ${kinds[kind].of} - 1)) end as done
        from (select * from ${rules} given where given.rule ->> 'kind' = ${kind}::text) r
       cross join ${people} p
       cross join lateral (${kinds[kind].measure(now)}) m
       where ${pairs}`,
  );
  return sql`(${join(branches, ' union all ')})`;
}
