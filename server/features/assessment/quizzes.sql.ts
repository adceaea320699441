/** Queries on quizzes and their frozen versions. */
import type { FeedbackMode } from '#contract/assessment.ts';
import type { Db } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import type { QuizDefinition } from './definition.ts';

export type QuizRow = {
  id: string;
  course_id: string;
  lesson_id: string | null;
  title: string;
  description: string;
  pass_percent: number;
  max_attempts: number | null;
  time_limit_seconds: number | null;
  shuffle_questions: boolean;
  shuffle_choices: boolean;
  feedback_mode: FeedbackMode;
  version_id: string | null;
  record_version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
};

export const quizColumns = sql`q.id, q.course_id, q.lesson_id, q.title, q.description, q.pass_percent, q.max_attempts, q.time_limit_seconds,
  q.shuffle_questions, q.shuffle_choices, q.feedback_mode, q.version_id, q.record_version, q.created_at, q.updated_at, q.deleted_at`;

export type ListedQuizRow = QuizRow & {
  question_count: number;
  definition: QuizDefinition | null;
  can_edit: boolean;
  matching: number;
};

/** One page of quizzes with both faces: the draft's columns, and the published definition for people who may not edit. */
export const selectQuizPage = (
  db: Db,
  filter: { where: Sql; editable: Sql; order: Sql; limit: number; offset: number },
): Promise<ListedQuizRow[]> =>
  db.rows(sql`
    select ${quizColumns}, ${filter.editable} and q.deleted_at is null as can_edit, v.definition, count(*) over ()::int as matching,
           (select count(*)::int from questions s where s.quiz_id = q.id and s.deleted_at is null) as question_count
      from quizzes q left join quiz_versions v on v.id = q.version_id
     where ${filter.where} order by ${filter.order}, q.id limit ${filter.limit} offset ${filter.offset}`);

export async function insertQuiz(
  db: Db,
  row: { id: string; course_id: string; lesson_id: string | null; title: string },
): Promise<void> {
  await db.run(
    sql`insert into quizzes (id, course_id, lesson_id, title) values (${row.id}, ${row.course_id}, ${row.lesson_id}, ${row.title})`,
  );
}

/** @returns false when `expectedVersion` is given and someone else was faster */
export async function updateQuizRow(
  db: Db,
  quizId: string,
  fields: Record<string, unknown>,
  expectedVersion?: number,
): Promise<boolean> {
  const set = assignments(fields);
  const touched = await db.run(sql`
    update quizzes set ${set ? sql`${set}, ` : sql``}updated_at = now(), record_version = record_version + 1
     where id = ${quizId} and deleted_at is null ${expectedVersion === undefined ? sql`` : sql`and record_version = ${expectedVersion}`}`);
  return touched === 1;
}

/** Marks that a question or choice changed; the quiz's own `record_version` stays, its settings were not touched. */
export async function touchQuiz(db: Db, quizId: string): Promise<void> {
  await db.run(sql`update quizzes set updated_at = now() where id = ${quizId}`);
}

export async function deleteQuizRow(db: Db, quizId: string): Promise<void> {
  await db.run(sql`update quizzes set deleted_at = now(), updated_at = now() where id = ${quizId}`);
}

/** Not those of deleted lessons: they wait to be restored with their lesson, and stand in nobody's way until then. */
export const selectLiveQuizzes = (db: Db, courseId: string): Promise<QuizRow[]> =>
  db.rows(sql`
    select ${quizColumns} from quizzes q
     where q.course_id = ${courseId} and q.deleted_at is null
       and not exists (select 1 from v_catalog_lessons l where l.lesson_id = q.lesson_id and l.deleted_at is not null)
     order by q.created_at, q.id`);

/** The draft's quizzes of these lessons, and those that stand free in the same course. */
export const selectQuizzesOfLessons = (db: Db, lessonIds: string[]): Promise<QuizRow[]> =>
  db.rows(sql`
    select ${quizColumns} from quizzes q
     where q.deleted_at is null and (q.lesson_id = any(${lessonIds}::uuid[]) or q.lesson_id is null and q.course_id in (
             select l.course_id from v_catalog_lessons l where l.lesson_id = any(${lessonIds}::uuid[])))
     order by q.created_at, q.id`);

export const selectVersionDefinition = async (db: Db, versionId: string): Promise<QuizDefinition> =>
  (
    await db.one<{ definition: QuizDefinition }>(
      sql`select definition from quiz_versions where id = ${versionId}`,
    )
  ).definition;

export type FrozenQuiz = { id: string; quiz_id: string; content_hash: string; definition: QuizDefinition };

/**
 * Stores definitions that are new and points each quiz at its own; one that equals an earlier version is found by its
 * hash. Quizzes that the draft no longer has stop being offered.
 */
export async function freezeDefinitions(db: Db, courseId: string, frozen: FrozenQuiz[]): Promise<void> {
  const quizIds = frozen.map((one) => one.quiz_id);
  const hashes = frozen.map((one) => one.content_hash);
  await db.run(sql`
    insert into quiz_versions (id, quiz_id, content_hash, definition)
    select * from unnest(${frozen.map((one) => one.id)}::uuid[], ${quizIds}::uuid[], ${hashes}::text[], ${frozen.map((one) => JSON.stringify(one.definition))}::jsonb[])
    on conflict on constraint quiz_versions_content_key do nothing`);
  await db.run(sql`
    update quizzes q set version_id = v.id
      from unnest(${quizIds}::uuid[], ${hashes}::text[]) as f (quiz_id, content_hash)
      join quiz_versions v on v.quiz_id = f.quiz_id and v.content_hash = f.content_hash
     where q.id = f.quiz_id and q.version_id is distinct from v.id`);
  await db.run(
    sql`update quizzes set version_id = null where course_id = ${courseId} and deleted_at is not null and version_id is not null`,
  );
}
