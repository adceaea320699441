/** Queries on certificates. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

/** What the paper says; none of it ever changes. */
export type PaperRow = {
  id: string;
  number: string;
  verification_id: string;
  recipient_name: string;
  course_title: string;
  course_code: string;
  course_version_number: number;
  instructor_name: string;
  organization_name: string;
  score_percent: number | null;
  duration_minutes: number;
  completed_at: string;
  issued_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  language: string;
  pdf_file_id: string | null;
  pdf_sha256: string | null;
  template_version_id: string;
  /** The certificate that followed this one and was not revoked. */
  renewed_by_number: string | null;
  renewed_by_expires_at: string | null;
};

export type CertificateRow = PaperRow & {
  student_id: string;
  course_id: string;
  completion_id: string;
  revoke_reason: string | null;
  supersedes_id: string | null;
  renews_id: string | null;
  renewed_by_id: string | null;
  managed: boolean;
};

const paperColumns = sql`
  x.id, x.number, x.verification_id, x.recipient_name, x.course_title, x.course_code, x.course_version_number, x.instructor_name,
  x.organization_name, x.score_percent, x.duration_minutes, x.completed_at, x.issued_at, x.expires_at, x.revoked_at, x.language,
  x.pdf_file_id, x.pdf_sha256, x.template_version_id, newer.number as renewed_by_number, newer.expires_at as renewed_by_expires_at`;
const columns = sql`
  ${paperColumns}, x.student_id, x.course_id, x.completion_id, x.revoke_reason, x.supersedes_id, x.renews_id, newer.id as renewed_by_id`;
// At most one row: certificates_renews_key.
const tables = sql`certificates x left join certificates newer on newer.renews_id = x.id and newer.revoked_at is null`;

export const selectCertificate = (
  db: Db,
  may: { visible: Sql; managed: Sql },
  certificateId: string,
): Promise<CertificateRow | undefined> =>
  db.maybe(sql`
    select ${columns}, (${may.managed}) as managed from ${tables} where x.id = ${certificateId} and (${may.visible})`);

export const selectByVerificationId = (db: Db, verificationId: string): Promise<PaperRow | undefined> =>
  db.maybe(sql`select ${paperColumns} from ${tables} where x.verification_id = ${verificationId}`);

export type CertificateSlice = {
  where: Sql;
  order: Sql;
  key: Sql;
  managed: Sql;
  limit: number;
  offset: number;
};

export const selectCertificates = (
  db: Db,
  slice: CertificateSlice,
): Promise<(CertificateRow & { sort_key: string })[]> =>
  db.rows(sql`
    select ${columns}, (${slice.managed}) as managed, (${slice.key})::text as sort_key
      from ${tables} where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);

export async function countCertificates(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${tables} where ${where}`,
  );
  return count;
}

export type NewCertificate = {
  id: string;
  completion_id: string;
  verification_id: string;
  organization_name: string;
  supersedes_id: string | null;
};

/**
 * Issues the certificate of a completion with the names of this moment, if its course gives one and none is live. The unique
 * index on live certificates makes a second one impossible. It renews the last one of an earlier cycle that holds and was not
 * renewed yet.
 *
 * @returns undefined when nothing was issued
 */
export const insertCertificate = (
  ctx: Ctx,
  made: NewCertificate,
): Promise<{ student_id: string; course_id: string } | undefined> =>
  ctx.db.maybe(sql`
    insert into certificates (id, completion_id, student_id, course_id, number, verification_id, recipient_name, course_title, course_code,
                              course_version_number, instructor_name, organization_name, score_percent, duration_minutes, completed_at,
                              issued_at, expires_at, supersedes_id, language, template_version_id, renews_id)
    select ${made.id}::uuid, done.completion_id, done.student_id, done.course_id,
           'LYC-' || to_char(${ctx.now}::timestamptz at time zone 'UTC', 'YYYY') || '-' || lpad(next.number, greatest(6, length(next.number)), '0'),
           ${made.verification_id}, person.display_name, c.title, c.code, v.number, coalesce(instructor.display_name, ''),
           ${made.organization_name}, done.score_percent, v.estimated_minutes, done.completed_at, ${ctx.now}, done.expires_at,
           ${made.supersedes_id}::uuid, coalesce(design.layout ->> 'language', person.language), design.version_id, previous.id
      from v_enrollment_completions done
      join v_catalog_published_courses c on c.course_id = done.course_id
      join v_catalog_course_versions v on v.course_version_id = done.course_version_id
      join v_identity_people person on person.user_id = done.student_id
      left join v_identity_people instructor on instructor.user_id = c.instructor_id
      join lateral (
        select t.version_id, d.layout from certificate_templates t join certificate_template_versions d on d.id = t.version_id
         where t.id = coalesce((select chosen.template_id from certificate_course_templates chosen where chosen.course_id = done.course_id),
                               (select standard.id from certificate_templates standard where standard.is_default))) design on true
      left join lateral (
        select old.id from certificates old
         where old.student_id = done.student_id and old.course_id = done.course_id and old.revoked_at is null
           and old.completion_id <> done.completion_id and old.completed_at < done.completed_at
           and not exists (select from certificates other where other.renews_id = old.id and other.revoked_at is null)
         order by old.completed_at desc limit 1) previous on true
      cross join lateral (select nextval('certificate_numbers')::text as number) next
     where done.completion_id = ${made.completion_id} and (c.certificate_enabled or ${made.supersedes_id !== null}::boolean)
    on conflict (completion_id) where revoked_at is null do nothing
    returning student_id, course_id`);

/** @returns rows touched: 0 when it was revoked before */
export const revokeRow = (ctx: Ctx, certificateId: string, reason: string): Promise<number> =>
  ctx.db.run(sql`
    update certificates set revoked_at = ${ctx.now}, revoked_by = ${actorId(ctx)}, revoke_reason = ${reason}
     where id = ${certificateId} and revoked_at is null`);

/** What renewed one certificate renews its replacement from now on. At most one row: certificates_renews_key. */
export const moveRenewal = (db: Db, from: string, to: string): Promise<number> =>
  db.run(sql`update certificates set renews_id = ${to} where renews_id = ${from} and revoked_at is null`);

/**
 * Remembers the paper that was made first; of two made at once (they are equal) one is kept. A paper with a name that was erased
 * meanwhile is not.
 *
 * @returns the certificate's name now
 */
export const keepPaper = async (
  db: Db,
  certificate: { id: string; recipient_name: string },
  file: { id: string; sha256: string },
): Promise<string> => {
  await db.run(sql`
    update certificates set pdf_file_id = ${file.id}, pdf_sha256 = ${file.sha256}
     where id = ${certificate.id} and pdf_file_id is null and recipient_name = ${certificate.recipient_name}`);
  const { recipient_name } = await db.one<{ recipient_name: string }>(
    sql`select recipient_name from certificates where id = ${certificate.id}`,
  );
  return recipient_name;
};

/** Certificates to pack, in the order of their numbers. */
export const selectForArchive = (
  db: Db,
  where: Sql,
  managed: Sql,
  limit: number,
): Promise<CertificateRow[]> =>
  db.rows(sql`
    select ${columns}, (${managed}) as managed from ${tables} where ${where} order by x.issued_at, x.id limit ${limit}`);

/**
 * Notes the step that is due for every certificate near its end, and says so, in one statement. Somebody whose certificate is
 * valid for three weeks only is reminded once, not of all the steps that passed before it was issued.
 */
export const insertReminders = (ctx: Ctx, limit: number): Promise<number> =>
  ctx.db.run(sql`
    with due as (
      select x.id, x.student_id, x.course_id,
             case when x.expires_at <= ${ctx.now}::timestamptz + interval '7 days' then 7
                  when x.expires_at <= ${ctx.now}::timestamptz + interval '30 days' then 30 else 60 end as days
        from ${tables}
       where x.revoked_at is null and x.expires_at > ${ctx.now}::timestamptz
         and x.expires_at <= ${ctx.now}::timestamptz + interval '60 days' and newer.id is null),
    made as (
      insert into certificate_reminders (certificate_id, days, reminded_at)
      select due.id, due.days, ${ctx.now}::timestamptz from due
       where not exists (select from certificate_reminders r where r.certificate_id = due.id and r.days <= due.days)
       order by due.id limit ${limit}
      on conflict do nothing
      returning certificate_id, days)
    insert into facts (id, name, payload, actor_id, request_id)
    select new_uuid_v7(${ctx.now}::timestamptz), 'certificate.expiring',
           jsonb_build_object('certificate_id', due.id, 'student_id', due.student_id, 'course_id', due.course_id, 'days', made.days),
           ${actorId(ctx)}::uuid, ${ctx.request_id}
      from made join due on due.id = made.certificate_id`);
