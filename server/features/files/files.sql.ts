/** SQL on `files`, `file_uses` and `file_usage`. */
import type { FilePurpose } from '#contract/files.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { factRow } from '#server/platform/facts/publish.ts';

export const useSubjects = [
  'user',
  'course',
  'lesson',
  'certificate',
  'import',
  'skill_evidence',
  'training_session',
] as const;
export type UseSubject = (typeof useSubjects)[number];
export type FileUse = { file_id: string; subject: UseSubject; subject_id: string };

export type FileRow = {
  id: string;
  sha256: string;
  byte_size: number;
  media_type: string;
  name: string;
  purpose: FilePurpose;
  width: number | null;
  height: number | null;
  owner_id: string | null;
  created_at: string;
  uses: { subject: UseSubject; subject_id: string }[];
};

export type NewFile = Omit<FileRow, 'uses' | 'created_at'>;

const columns = sql`f.id, f.sha256, f.byte_size, f.media_type, f.name, f.purpose, f.width, f.height, f.owner_id, f.created_at,
  coalesce((select json_agg(json_build_object('subject', u.subject, 'subject_id', u.subject_id)) from file_uses u where u.file_id = f.id), '[]') as uses`;

export const findFile = (db: Db, id: string): Promise<FileRow | undefined> =>
  db.maybe<FileRow>(sql`select ${columns} from files f where f.id = ${id} and f.stored_at is not null`);

export const listFiles = (
  db: Db,
  where: Sql,
  order: Sql,
  limit: number,
  offset: number,
): Promise<FileRow[]> =>
  db.rows<FileRow>(
    sql`select ${columns} from files f where ${where} order by ${order} limit ${limit} offset ${offset}`,
  );

export const countFiles = async (db: Db, where: Sql): Promise<number> =>
  (await db.one<{ count: number }>(sql`select count(*) as count from files f where ${where}`)).count;

/**
 * Announces a file before its bytes are stored, and counts it against its owner's space.
 *
 * The lock on the hash is what makes collecting safe: once this row is committed, `forgetHash` sees it and leaves equal
 * bytes alone; before that, the bytes may go, and are stored again after this.
 *
 * @throws AppError `file.quota-reached` @param limitBytes the owner's space: that of the role they have now
 */
export async function announceFile(
  db: Db,
  file: NewFile,
  createdAt: Date,
  limitBytes: number,
): Promise<void> {
  const insert = db.transaction(async (inside) => {
    await lockHash(inside, file.sha256);
    await inside.run(sql`
      with usage as (
        insert into file_usage (owner_id, used_bytes, limit_bytes)
        select ${file.owner_id}::uuid, ${file.byte_size}::bigint, ${limitBytes}::bigint where ${file.owner_id}::uuid is not null
        on conflict (owner_id) do update
          set used_bytes = file_usage.used_bytes + excluded.used_bytes, limit_bytes = excluded.limit_bytes
      )
      insert into files (id, sha256, byte_size, media_type, name, purpose, width, height, owner_id, created_at)
      values (${file.id}, ${file.sha256}, ${file.byte_size}, ${file.media_type}, ${file.name}, ${file.purpose}, ${file.width},
              ${file.height}, ${file.owner_id}, ${createdAt.toISOString()})`);
  });
  await onConstraint(insert, { file_usage_quota_check: () => new AppError('file.quota-reached') });
}

/** The bytes are safe: the file exists from now on, and says so. */
export const confirmFile = (ctx: Ctx, id: string): Promise<number> =>
  ctx.db.run(sql`
    with stored as (update files set stored_at = ${ctx.now.toISOString()} where id = ${id} returning id)
    ${factRow(ctx, 'file.stored', sql`jsonb_build_object('file_id', stored.id)`, sql`from stored`)}`);

/**
 * Removes the row and gives the space back. Foreign keys refuse when anything still points at the file.
 *
 * @returns the hash of the removed file, undefined when there was no such row
 */
export const deleteFileRow = async (db: Db, id: string): Promise<string | undefined> =>
  (
    await db.maybe<{ sha256: string }>(sql`
      with gone as (delete from files where id = ${id} returning owner_id, byte_size, sha256),
      usage as (
        update file_usage set used_bytes = greatest(0, used_bytes - gone.byte_size) from gone where file_usage.owner_id = gone.owner_id
      )
      select sha256 from gone`)
  )?.sha256;

/** Runs `remove` when no file has these bytes, keeping anyone from announcing one meanwhile. */
export async function forgetHash(db: Db, sha256: string, remove: () => Promise<void>): Promise<void> {
  await db.transaction(async (inside) => {
    await lockHash(inside, sha256);
    if (!(await inside.maybe(sql`select 1 from files where sha256 = ${sha256} limit 1`))) await remove();
  });
}

const lockHash = (db: Db, sha256: string): Promise<number> =>
  db.run(sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`);

export const insertUse = (db: Db, use: FileUse): Promise<number> =>
  db.run(sql`
    insert into file_uses (file_id, subject, subject_id) values (${use.file_id}, ${use.subject}, ${use.subject_id})
    on conflict do nothing`);

export const deleteUse = (db: Db, use: FileUse): Promise<number> =>
  db.run(sql`
    delete from file_uses
     where file_id = ${use.file_id} and subject = ${use.subject} and subject_id = ${use.subject_id}`);

/** Files older than `before` that nothing uses, and uploads that never finished; oldest first. */
export const findAbandoned = (
  db: Db,
  before: Date,
  after: string,
  limit: number,
): Promise<{ id: string }[]> =>
  db.rows<{ id: string }>(sql`
    select f.id from files f
     where f.created_at < ${before.toISOString()} and f.id > ${after}
       and not exists (select 1 from file_uses u where u.file_id = f.id)
     order by f.id limit ${limit}`);
