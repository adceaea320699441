/** Queries on lesson progress. Untouched lessons have no row; reading derives one, with the id it will keep. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { actingNow } from '#server/platform/facts/publish.ts';
import type { CompletionRule } from './completion.rules.ts';
import type { EnrollmentStatus } from './enrollments.sql.ts';

type LessonKind = 'article' | 'video' | 'file' | 'quiz' | 'session';

export type ProgressRow = {
  id: string;
  enrollment_id: string;
  student_id: string;
  course_id: string;
  lesson_id: string;
  lesson_title: string;
  lesson_kind: LessonKind;
  required: boolean;
  completion_rule: CompletionRule;
  completed: boolean;
  completed_at: string | null;
  position_seconds: number;
  watched_ranges: string;
  media_seconds: number | null;
  seconds_spent: number;
  score_percent: number | null;
  first_seen_at: string | null;
  last_seen_at: string | null;
};

const stored = sql`
  coalesce(p.completed, false) as completed, p.completed_at, coalesce(p.position_seconds, 0) as position_seconds,
  coalesce(p.watched_ranges, '{}')::text as watched_ranges, p.media_seconds, coalesce(p.seconds_spent, 0) as seconds_spent,
  p.score_percent, p.first_seen_at, p.last_seen_at`;

export type LessonState = Omit<ProgressRow, 'completion_rule'> & {
  enrollment_status: EnrollmentStatus;
  minimum_seconds: number | null;
  watched_percent: number | null;
  completion_rule: CompletionRule;
  certificate_enabled: boolean;
};

/**
 * A person's latest enrollment in the course of a lesson, with the lesson as their version (or else the current one) has it
 * and what is known of their progress. Undefined when not enrolled, or when learners of neither version see the lesson.
 */
export const selectLessonState = (
  db: Db,
  studentId: string,
  lessonId: string,
): Promise<LessonState | undefined> =>
  db.maybe(sql`
    select lesson_progress_id(e.id, l.lesson_id) as id, e.id as enrollment_id, e.student_id, e.course_id, e.status as enrollment_status,
           l.lesson_id, plan.title as lesson_title, plan.kind as lesson_kind, plan.required, plan.completion_rule, plan.minimum_seconds,
           plan.watched_percent, c.certificate_enabled, ${stored}
      from v_catalog_lessons l
      join enrollments e on e.course_id = l.course_id and e.student_id = ${studentId}
      join v_catalog_published_courses c on c.course_id = e.course_id
      join lateral (
        select title, kind, required, completion_rule, minimum_seconds, watched_percent from v_catalog_version_lessons x
         where x.lesson_id = l.lesson_id and x.course_version_id in (e.course_version_id, c.version_id)
         order by x.course_version_id = e.course_version_id desc limit 1) plan on true
      left join lesson_progress p on p.enrollment_id = e.id and p.lesson_id = l.lesson_id
     where l.lesson_id = ${lessonId}
     order by e.status = 'active' desc, e.cycle desc limit 1`);

/** Does a course that anyone may enroll in show this lesson? Asked to tell "enroll first" from "there is no such lesson". */
export async function isLessonPublished(db: Db, lessonId: string): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>(sql`
    select exists (select 1 from v_catalog_lessons l join v_catalog_published_courses c on c.course_id = l.course_id
                    where l.lesson_id = ${lessonId} and c.status = 'published' and c.deleted_at is null
                      and ${lessonId}::uuid = any (c.lesson_ids)) as found`);
  return found;
}

export type ProgressWrite = {
  enrollment_id: string;
  lesson_id: string;
  /** null leaves it as it is. */
  completed: boolean | null;
  position_seconds?: number | undefined;
  /** Text of a multirange, added to what is known. */
  watched_ranges?: string | undefined;
  media_seconds?: number | undefined;
  seconds_spent?: number | undefined;
  score_percent?: number | undefined;
};

export type ProgressWritten = Pick<
  ProgressRow,
  | 'completed'
  | 'completed_at'
  | 'position_seconds'
  | 'watched_ranges'
  | 'media_seconds'
  | 'seconds_spent'
  | 'score_percent'
  | 'first_seen_at'
  | 'last_seen_at'
> & {
  /** null when it was refused. */
  student_id: string | null;
  refused: 'closed' | 'absent' | null;
  percent: number;
  status: EnrollmentStatus;
  reached: number[];
  newly_completed: boolean;
};

/** Writes progress and everything that follows (percentage, milestones, completion, facts) under the enrollment's lock. */
export const writeProgress = (ctx: Ctx, write: ProgressWrite): Promise<ProgressWritten> =>
  ctx.db.one(sql`
    select (r.progress).student_id, r.refused, r.percent, r.status, r.reached, r.newly_completed, (r.progress).completed, (r.progress).completed_at,
           (r.progress).position_seconds, (r.progress).watched_ranges::text as watched_ranges, (r.progress).media_seconds,
           (r.progress).seconds_spent, (r.progress).score_percent, (r.progress).first_seen_at, (r.progress).last_seen_at
      from ${actingNow(ctx)} acting, record_lesson_progress(
        ${write.enrollment_id}::uuid, ${write.lesson_id}::uuid, ${ctx.now}::timestamptz, ${write.completed}::boolean,
        ${write.position_seconds ?? null}::int, ${write.watched_ranges ?? null}::int4multirange, ${write.media_seconds ?? null}::int,
        ${write.seconds_spent ?? null}::int, ${write.score_percent ?? null}::int, ${actorId(ctx)}::uuid, acting.request_id) r`);

export type ProgressSlice = { where: Sql; order: Sql; limit: number; offset: number };

/** Progress of whole enrollments, untouched lessons included, over `e`, `l` (lessons of the pinned version) and `p`. */
export async function selectProgress(
  db: Db,
  slice: ProgressSlice,
): Promise<{ rows: (ProgressRow & { lesson_place: number; enrolled_at: string })[]; count: number }> {
  const rows = await db.rows<
    ProgressRow & { lesson_place: number; enrolled_at: string; matching: number }
  >(sql`
    select lesson_progress_id(e.id, l.lesson_id) as id, e.id as enrollment_id, e.student_id, e.course_id, l.lesson_id,
           l.title as lesson_title, l.kind as lesson_kind, l.required, l.completion_rule, l.position as lesson_place, e.enrolled_at,
           ${stored}, count(*) over ()::int as matching
      from enrollments e
      join v_catalog_version_lessons l on l.course_version_id = e.course_version_id
      left join lesson_progress p on p.enrollment_id = e.id and p.lesson_id = l.lesson_id
     where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);
  if (rows.length > 0 || slice.offset === 0) return { rows, count: rows[0]?.matching ?? 0 };
  // Beyond the last page there is no row to carry the number.
  return { rows, count: (await selectProgress(db, { ...slice, limit: 1, offset: 0 })).count };
}
