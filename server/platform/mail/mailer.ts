/**
 * Sending one mail: through SMTP when configured, else as a readable file in the data folder, so that a small installation
 * without a mail server loses nothing.
 *
 * The Message-ID is made of the mail's own id: a message that is sent twice because a process died in between carries the
 * same one, and mail programs show it once.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { observeMail } from '../telemetry/work-metrics.ts';

export type OutgoingMail = {
  id: string;
  kind: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** Calendar files, one per event (RFC 5546): the first is also the mail's third form, which mail programs offer to keep. */
  calendar?: readonly CalendarPart[];
};
export type CalendarPart = { method: 'REQUEST' | 'CANCEL'; content: string };

export type Mailer = {
  /** @throws MailRefused when trying again would not help; any other error means: later */
  send(mail: OutgoingMail): Promise<void>;
};

/** The other side refused this mail for good (a 5xx answer), or it cannot be addressed at all. */
export class MailRefused extends Error {}

/** Servers make strangers wait for their first word, some for a minute. */
const connectionMilliseconds = 90_000;
/** RFC 5321, 4.5.3.2.6: whoever leaves before the answer to a whole message sends it twice. */
const silenceMilliseconds = 600_000;

const mailers = new WeakMap<Config, Mailer>();

/** The mailer of this configuration. */
export function mailerFor(config: Config): Mailer {
  const known =
    mailers.get(config) ??
    measured(config.SMTP_URL ? smtpMailer(config, config.SMTP_URL) : folderMailer(config));
  mailers.set(config, known);
  return known;
}

function measured(mailer: Mailer): Mailer {
  return {
    async send(mail) {
      const startedAt = performance.now();
      try {
        await mailer.send(mail);
        observeMail('sent', performance.now() - startedAt);
      } catch (error) {
        const outcome = error instanceof MailRefused ? 'refused' : 'failed';
        observeMail(outcome, performance.now() - startedAt, (error as { code?: string }).code ?? outcome);
        throw error;
      }
    },
  };
}

/** One connection per mail: mails are few, and nothing stays open that a shutdown would have to wait for. */
function smtpMailer(config: Config, url: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: connectionMilliseconds,
    greetingTimeout: connectionMilliseconds,
    socketTimeout: silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  return {
    async send(mail) {
      const message = messageOf(config, mail);
      try {
        await transport.sendMail(message);
      } catch (error) {
        const { responseCode } = error as { responseCode?: number };
        if (responseCode !== undefined && responseCode >= 500) {
          throw new MailRefused((error as Error).message, { cause: error });
        }
        throw error;
      }
    },
  };
}

function folderMailer(config: Config): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const folder = path.resolve(config.DATA_DIR, 'mail');
  return {
    async send(mail) {
      const { message } = await transport.sendMail(messageOf(config, mail));
      await mkdir(folder, { recursive: true });
      // Named by time, kind and id: sorted by age in any file manager, and a repeat writes the same file.
      const name = `${mail.date.toISOString().replace(/[:.]/g, '-')}-${mail.kind}-${mail.id}.eml`;
      const place = path.join(folder, name);
      await writeFile(`${place}.partial`, message as Buffer);
      await rename(`${place}.partial`, place);
    },
  };
}

/**
 * Headers are built by nodemailer from single values. What could still smuggle in a second header or recipient (line breaks,
 * lists of addresses) is refused or flattened here.
 *
 * @throws MailRefused for an address that is not exactly one address
 */
function messageOf(config: Config, mail: OutgoingMail) {
  if (!/^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$/.test(mail.to))
    throw new MailRefused(`Not an address: ${JSON.stringify(mail.to)}`);
  return {
    messageId: `<${mail.id}@${new URL(config.public_url).hostname}>`,
    from: config.MAIL_FROM,
    to: { name: '', address: mail.to },
    subject: mail.subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(),
    text: mail.text,
    html: mail.html,
    date: mail.date,
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'quoted-printable' as const,
    ...calendarOf(mail.calendar ?? []),
  };
}

function calendarOf([first, ...others]: readonly CalendarPart[]) {
  if (!first) return {};
  const type = (part: CalendarPart) => `text/calendar; charset=utf-8; method=${part.method}`;
  return {
    icalEvent: { method: first.method, content: first.content, filename: 'session.ics' },
    attachments: others.map((part, index) => ({
      filename: `session-${index + 2}.ics`,
      content: part.content,
      contentType: type(part),
    })),
  };
}
