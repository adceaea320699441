/** Queries on skill_evidence and skill_evidence_decisions. */
import type { EvidenceKind, EvidenceState, RaterRelation } from '#contract/skills.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { JudgedEvidence } from './levels.rules.ts';

/** SQL over `e`: what became of it. Withdrawn is the last word; before that stands what was decided. */
export const stateOf: Sql = sql`
  case when exists (select from skill_evidence_decisions d where d.evidence_id = e.id and d.decision = 'withdrawn') then 'withdrawn'
       else coalesce((select d.decision from skill_evidence_decisions d where d.evidence_id = e.id and d.decision <> 'withdrawn'),
                     case when e.kind = 'external' then 'pending' else 'counted' end) end`;

export const judgedColumns: Sql = sql`
  e.id, e.kind, ${stateOf} as state, e.user_id, e.level, e.occurred_at, e.expires_on, e.course_id, e.quiz_id, e.score_percent,
  e.rated_by, e.rater_relation, e.issuer`;

export type EvidenceRow = JudgedEvidence & {
  skill_id: string;
  skill_name: string;
  person_name: string;
  person_avatar_file_id: string | null;
  course_title: string | null;
  quiz_title: string | null;
  rater_name: string | null;
  rater_avatar_file_id: string | null;
  comment: string;
  title: string;
  file_id: string | null;
  file_name: string | null;
  decided_by: string | null;
  decider_name: string | null;
  decider_avatar_file_id: string | null;
  decided_at: string | null;
  decision_reason: string | null;
  created_at: string;
};

const told: Sql = sql`
  select ${judgedColumns}, e.skill_id, s.name as skill_name, person.display_name as person_name,
         person.avatar_file_id as person_avatar_file_id, c.title as course_title, q.title as quiz_title,
         rater.display_name as rater_name, rater.avatar_file_id as rater_avatar_file_id, e.comment, e.title, e.file_id,
         (case when e.file_id is not null then coalesce(nullif(e.title, ''), s.name) end) as file_name,
         last.decided_by, decider.display_name as decider_name, decider.avatar_file_id as decider_avatar_file_id,
         last.decided_at, last.reason as decision_reason, e.created_at
    from skill_evidence e
    join skills s on s.id = e.skill_id
    join v_identity_people person on person.user_id = e.user_id
    left join v_catalog_published_courses c on c.course_id = e.course_id
    left join v_assessment_quizzes q on q.quiz_id = e.quiz_id
    left join v_identity_people rater on rater.user_id = e.rated_by
    left join lateral (
      select d.* from skill_evidence_decisions d where d.evidence_id = e.id order by d.decision = 'withdrawn' desc limit 1) last on true
    left join v_identity_people decider on decider.user_id = last.decided_by`;

/** All evidence of a person in a skill, newest first. */
export const selectEvidence = (db: Db, userId: string, skillId: string): Promise<EvidenceRow[]> =>
  db.rows(
    sql`${told} where e.user_id = ${userId} and e.skill_id = ${skillId} order by e.occurred_at desc, e.id desc`,
  );

export const selectOneEvidence = (db: Db, evidenceId: string): Promise<EvidenceRow | undefined> =>
  db.maybe(sql`${told} where e.id = ${evidenceId}`);

/** Outside certificates, those that wait first, the longest waiting of them on top. */
export const selectProofs = (
  db: Db,
  where: Sql,
  range: { limit: number; offset: number },
): Promise<EvidenceRow[]> =>
  db.rows(sql`
    select * from (${told} where e.kind = 'external' and ${where}) proof
     order by (proof.state = 'pending') desc, case when proof.state = 'pending' then proof.created_at end, proof.created_at desc, proof.id
     limit ${range.limit} offset ${range.offset}`);

export async function countProofs(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from skill_evidence e join v_identity_people person on person.user_id = e.user_id
      join skills s on s.id = e.skill_id where e.kind = 'external' and ${where}`);
  return count;
}

export type NewEvidence = {
  user_id: string;
  skill_id: string;
  kind: Extract<EvidenceKind, 'declaration' | 'rating' | 'external'>;
  level: number;
  /** An instant, or SQL that makes one. */
  occurred_at: Date | Sql;
  expires_on?: string | null;
  rated_by?: string;
  rater_relation?: RaterRelation;
  comment?: string;
  title?: string;
  issuer?: string;
  file_id?: string | null;
};

export async function insertEvidence(ctx: Ctx, made: NewEvidence): Promise<string> {
  const id = newId(ctx.now.getTime());
  await ctx.db.run(sql`
    insert into skill_evidence (id, user_id, skill_id, kind, level, occurred_at, expires_on, rated_by, rater_relation, comment, title, issuer, file_id, created_at)
    values (${id}, ${made.user_id}, ${made.skill_id}, ${made.kind}, ${made.level}, ${made.occurred_at}, ${made.expires_on ?? null}::date,
            ${made.rated_by ?? null}::uuid, ${made.rater_relation ?? null}, ${made.comment ?? ''}, ${made.title ?? ''}, ${made.issuer ?? ''},
            ${made.file_id ?? null}::uuid, ${ctx.now})`);
  return id;
}

const decidedAlready = () =>
  new AppError('record.conflict', { detail: 'Somebody has decided about this already' });

/** @throws AppError `record.conflict` when the same was decided before: the unique keys say so, whoever came second */
export const insertDecision = (
  ctx: Ctx,
  made: { evidence_id: string; decision: Exclude<EvidenceState, 'counted' | 'pending'>; reason: string },
): Promise<number> =>
  onConstraint(
    ctx.db.run(sql`
      insert into skill_evidence_decisions (id, evidence_id, decision, decided_by, decided_at, reason)
      values (${newId(ctx.now.getTime())}, ${made.evidence_id}, ${made.decision}, ${actorId(ctx)}::uuid, ${ctx.now}, ${made.reason})`),
    {
      skill_evidence_decisions_judged_key: decidedAlready,
      skill_evidence_decisions_withdrawn_key: decidedAlready,
    },
  );

export type Earned = { evidence_id: string; user_id: string; skill_id: string };

/** SQL over `s` (skills): do its criteria name this course or quiz? Answered by the index on level_criteria. */
const asksFor = (kind: 'course' | 'quiz', key: string, value: Sql): Sql => sql`
  s.level_criteria @> jsonb_build_object('levels', jsonb_build_array(jsonb_build_object('criteria',
    jsonb_build_array(jsonb_build_object('kind', ${kind}::text, ${key}::text, ${value})))))`;

/**
 * Writes what completions prove and is not written yet: for skills that the course grants, or whose criteria name it.
 *
 * @param which  a condition over `c` (v_enrollment_completions) and `s` (skills)
 */
export const insertCompletionEvidence = (ctx: Ctx, which: Sql, limit: number): Promise<Earned[]> =>
  ctx.db.rows(sql`
    insert into skill_evidence (id, user_id, skill_id, kind, level, occurred_at, expires_on, course_id, completion_id, created_at)
    select new_uuid_v7(${ctx.now}::timestamptz), c.student_id, s.id, 'course', g.level, c.completed_at,
           (c.expires_at at time zone p.time_zone)::date, c.course_id, c.completion_id, ${ctx.now}::timestamptz
      from v_enrollment_completions c
      join v_identity_people p on p.user_id = c.student_id
      cross join skills s
      left join course_skills g on g.course_id = c.course_id and g.skill_id = s.id
     where ${which} and s.retired_at is null and (g.level is not null or ${asksFor('course', 'course_id', sql`c.course_id`)})
       and not exists (select from skill_evidence e where e.skill_id = s.id and e.completion_id = c.completion_id
                        and (e.level is not null or g.level is null))
     order by s.id limit ${limit}
    on conflict do nothing
    returning id as evidence_id, user_id, skill_id`);

/** The same for handed-in attempts at quizzes that criteria name. @param which  a condition over `a` and `s` */
export const insertAttemptEvidence = (ctx: Ctx, which: Sql, limit: number): Promise<Earned[]> =>
  ctx.db.rows(sql`
    insert into skill_evidence (id, user_id, skill_id, kind, occurred_at, course_id, quiz_id, attempt_id, score_percent, created_at)
    select new_uuid_v7(${ctx.now}::timestamptz), a.student_id, s.id, 'quiz', a.submitted_at, q.course_id, a.quiz_id, a.attempt_id,
           a.percent, ${ctx.now}::timestamptz
      from v_assessment_submitted_attempts a
      left join v_assessment_quizzes q on q.quiz_id = a.quiz_id
      cross join skills s
     where ${which} and s.retired_at is null and ${asksFor('quiz', 'quiz_id', sql`a.quiz_id`)}
       and not exists (select from skill_evidence e where e.skill_id = s.id and e.attempt_id = a.attempt_id)
     order by s.id limit ${limit}
    on conflict do nothing
    returning id as evidence_id, user_id, skill_id`);
