/** Queries on the mail log. */
import type { MailKind } from '#contract/notifications.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import type { CalendarPart } from '#server/platform/mail/mailer.ts';

export type MailRow = {
  id: string;
  kind: MailKind;
  recipient_id: string | null;
  to_address: string;
  subject: string;
  state: 'waiting' | 'sent' | 'failed';
  created_at: string;
  sent_at: string | null;
  failed_at: string | null;
  attempts: number;
  last_attempt_at: string | null;
  last_error: string | null;
};
export type MailWithBody = MailRow & {
  text_body: string;
  html_body: string;
  secret_id: string | null;
  calendar_parts: CalendarPart[];
};

export type NewMail = {
  id: string;
  dedupe_key: string;
  kind: MailKind;
  recipient_id: string;
  to_address: string;
  subject: string;
  text_body: string;
  html_body: string;
  secret_id: string | null;
  now: Date;
};

export const mailState = sql`case when m.sent_at is not null then 'sent' when m.failed_at is not null then 'failed' else 'waiting' end`;
const columns = sql`
  m.id, m.kind, m.recipient_id, m.to_address, m.subject, ${mailState} as state, m.created_at, m.sent_at, m.failed_at, m.attempts,
  m.last_attempt_at, m.last_error`;

/** Takes a waiting mail for one attempt. Undefined when it was sent or given up meanwhile. */
export const startAttempt = (
  db: Db,
  mailId: string,
  now: Date,
): Promise<(MailWithBody & { is_recipient_active: boolean }) | undefined> =>
  db.maybe(sql`
    with m as (
      update mails set attempts = attempts + 1, last_attempt_at = ${now}
       where id = ${mailId} and sent_at is null and failed_at is null returning *)
    select ${columns}, m.text_body, m.html_body, m.secret_id, m.calendar_parts, coalesce(p.is_active, false) as is_recipient_active
      from m left join v_identity_people p on p.user_id = m.recipient_id`);

export const markSent = (db: Db, mailId: string, now: Date): Promise<number> =>
  db.run(
    sql`update mails set sent_at = ${now}, last_error = null where id = ${mailId} and failed_at is null`,
  );

/** Keeps why an attempt failed; `final` gives the mail up. */
export const markFailed = (
  db: Db,
  mailId: string,
  failure: { error: string; final: boolean },
  now: Date,
): Promise<number> =>
  db.run(sql`
    update mails set last_error = ${failure.error.slice(0, 500)}, failed_at = case when ${failure.final}::boolean then ${now}::timestamptz end
     where id = ${mailId} and sent_at is null`);

/** Puts a mail that was given up back in line. @returns rows touched */
export const reviveMail = (db: Db, mailId: string): Promise<number> =>
  db.run(sql`update mails set failed_at = null, attempts = 0 where id = ${mailId} and failed_at is not null`);

export const selectMail = (db: Db, mailId: string): Promise<MailWithBody | undefined> =>
  db.maybe(
    sql`select ${columns}, m.text_body, m.html_body, m.secret_id, m.calendar_parts from mails m where m.id = ${mailId}`,
  );

export const selectMails = (
  db: Db,
  slice: { where: Sql; descending: boolean; limit: number; offset: number },
): Promise<MailRow[]> => {
  const direction = slice.descending ? sql`desc` : sql`asc`;
  return db.rows(sql`
    select ${columns} from mails m where ${slice.where}
     order by m.created_at ${direction}, m.id ${direction} limit ${slice.limit} offset ${slice.offset}`);
};

export async function countMails(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from mails m where ${where}`,
  );
  return count;
}
