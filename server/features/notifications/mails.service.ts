/** The mail log, and sending what waits in it. */
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { MailKind } from '#contract/notifications.ts';
import { passwordResetLink } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { enqueue, job } from '#server/platform/jobs/jobs.ts';
import { MailRefused, mailerFor } from '#server/platform/mail/mailer.ts';
import { services } from '#server/platform/services.ts';
import { escapeHtml, secretLink } from './mail.layout.ts';
import {
  countMails,
  type MailRow,
  type MailWithBody,
  mailState,
  markFailed,
  markSent,
  reviveMail,
  selectMail,
  selectMails,
  startAttempt,
} from './mails.sql.ts';

/** With the job queue's growing pauses this is about a day of trying. */
export const mostAttempts = 14;

/** Sends one mail of the log. Safe to run twice: what was sent or given up is not sent again. */
export const sendMailJob = job({
  name: 'mail.send',
  payload: z.object({ mail_id: z.uuid() }),
  waits_outside: true,
  run: (ctx, { mail_id }) => sendMail(ctx, mail_id),
});

/** Puts a mail in line, in the caller's transaction. */
export const enqueueMail = (ctx: Ctx, mailId: string): Promise<void> =>
  enqueue(
    ctx.db,
    sendMailJob,
    { mail_id: mailId },
    { job_key: `mail:${mailId}`, max_attempts: mostAttempts },
  );

/**
 * One attempt. Refusals end the mail; anything else is recorded and thrown, so that the queue tries again later.
 */
async function sendMail(ctx: Ctx, mailId: string): Promise<void> {
  const mail = await startAttempt(ctx.db, mailId, ctx.now);
  if (!mail) return;
  if (!mail.is_recipient_active) {
    await markFailed(ctx.db, mailId, { error: 'The account is no longer active', final: true }, ctx.now);
    return;
  }
  try {
    await mailerFor(services().config).send({
      id: mail.id,
      kind: mail.kind,
      to: mail.to_address,
      subject: mail.subject,
      date: new Date(mail.created_at),
      calendar: mail.calendar_parts,
      ...withSecret(mail),
    });
  } catch (error) {
    const final = error instanceof MailRefused || mail.attempts >= mostAttempts;
    await markFailed(ctx.db, mailId, { error: (error as Error).message, final }, ctx.now);
    if (final) return;
    throw error;
  }
  await markSent(ctx.db, mailId, ctx.now);
}

/** Puts the one-time link in, which exists in the sent message only. */
function withSecret(mail: MailWithBody): { text: string; html: string } {
  if (mail.kind !== 'password_reset' || mail.secret_id === null)
    return { text: mail.text_body, html: mail.html_body };
  const link = passwordResetLink(mail.secret_id);
  return {
    text: mail.text_body.replaceAll(secretLink, () => link),
    html: mail.html_body.replaceAll(escapeHtml(secretLink), () => escapeHtml(link)),
  };
}

export type MailFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  state?: MailRow['state'] | undefined;
  kind?: MailKind | undefined;
};

export async function listMails(ctx: Ctx, query: MailFilter, request: FastifyRequest) {
  const descending = query.ordering.startsWith('-');
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const matching = all([
    query.state && sql`${mailState} = ${query.state}`,
    query.kind && sql`m.kind = ${query.kind}`,
    words && sql`search_normal(m.to_address || ' ' || m.subject) like '%' || search_normal(${words}) || '%'`,
  ]);
  if (query.cursor !== undefined) {
    const last = decodeCursor(query.cursor, 2);
    const compare = descending ? sql`<` : sql`>`;
    const where = all([
      matching,
      last &&
        sql`(m.created_at, m.id) ${compare} (${String(last[0])}::timestamptz, ${String(last[1])}::uuid)`,
    ]);
    const rows = await selectMails(ctx.db, { where, descending, limit: query.page_size + 1, offset: 0 });
    return cursorPage(request, query, rows, (row) => [row.created_at, row.id], presentMail);
  }
  const rows = await selectMails(ctx.db, {
    where: matching,
    descending,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, await countMails(ctx.db, matching), rows.map(presentMail));
}

const presentMail = (row: MailRow) => ({
  id: row.id,
  kind: row.kind,
  recipient_id: row.recipient_id,
  to_address: row.to_address,
  subject: row.subject,
  state: row.state,
  created_at: row.created_at,
  sent_at: row.sent_at,
  failed_at: row.failed_at,
  attempts: row.attempts,
  last_attempt_at: row.last_attempt_at,
  last_error: row.last_error,
});

export async function getMail(ctx: Ctx, mailId: string) {
  const row = await selectMail(ctx.db, mailId);
  if (!row) throw notFound('mail');
  return { ...presentMail(row), text_body: row.text_body, html_body: row.html_body };
}

/** Tries a mail again that was given up. @throws AppError `record.conflict` for one that was sent or still waits */
export function resendMail(ctx: Ctx, mailId: string) {
  return inTransaction(ctx, async (ctx) => {
    const { state } = await getMail(ctx, mailId);
    if ((await reviveMail(ctx.db, mailId)) === 0)
      throw new AppError('record.conflict', { detail: `This mail is ${state}` });
    await enqueueMail(ctx, mailId);
    const { text_body, html_body, ...mail } = await getMail(ctx, mailId);
    return mail;
  });
}
