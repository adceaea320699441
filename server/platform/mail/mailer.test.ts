/** Sending mail against a real SMTP server with bad manners, and into a folder. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSmtpSink } from '#server/testing/smtp-sink.ts';
import { completeConfig, readEnvironment } from '../config.ts';
import { newId } from '../ids.ts';
import { MailRefused, mailerFor, type OutgoingMail } from './mailer.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-mail-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const sink = await startSmtpSink();
const { received } = sink;

const configWith = (more: Record<string, string>) =>
  completeConfig(
    readEnvironment({
      DATA_DIR: folder,
      PUBLIC_URL: 'https://learn.example',
      MAIL_FROM: 'Lyceum <no-reply@learn.example>',
      SESSION_SECRET: 'a secret for tests that is long enough',
      ...more,
    }),
    { embedded: false },
  );
const smtp = mailerFor(configWith({ SMTP_URL: sink.url }));
const aMail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: newId(),
  kind: 'enrolled',
  to: 'sofie@example.test',
  subject: 'Grüße aus København',
  text: 'Hello\n',
  html: '<p>Hello</p>',
  date: new Date('2026-11-17T09:42:07.000Z'),
  ...more,
});
const headersOf = (raw: string) => raw.split(/\r?\n\r?\n/)[0]!;

describe('through SMTP', () => {
  it('delivers text and HTML with a Message-ID made of the id', async () => {
    sink.manner = 'polite';
    const mail = aMail();
    await smtp.send(mail);
    const { to, raw } = received.at(-1)!;
    expect(to).toEqual(['sofie@example.test']);
    expect(headersOf(raw)).toContain(`Message-ID: <${mail.id}@learn.example>`);
    expect(headersOf(raw)).toContain('Auto-Submitted: auto-generated');
    expect(raw).toContain('multipart/alternative');
    await smtp.send(mail);
    expect(headersOf(received.at(-1)!.raw)).toContain(`<${mail.id}@learn.example>`);
  });

  it('cannot be made to carry another header or reach another person', async () => {
    sink.manner = 'polite';
    await smtp.send(aMail({ subject: 'Hello\r\nBcc: all@example.test\r\n\r\nBody' }));
    const { to, raw } = received.at(-1)!;
    expect(to).toEqual(['sofie@example.test']);
    expect(headersOf(raw)).not.toMatch(/^Bcc:/im);
    const before = received.length;
    for (const address of [
      'a@example.test, b@example.test',
      'a@example.test\r\nRCPT TO:<b@example.test>',
      'Eve <a@example.test>',
      'nobody',
      '',
      'a@b@c',
      '"x y"@example.test',
    ]) {
      await expect(smtp.send(aMail({ to: address }))).rejects.toBeInstanceOf(MailRefused);
    }
    expect(received).toHaveLength(before);
  });

  it('tells a refusal for good from one for now', async () => {
    sink.manner = 'refuses';
    await expect(smtp.send(aMail())).rejects.toBeInstanceOf(MailRefused);
    sink.manner = 'busy';
    const later = await smtp.send(aMail()).catch((error: unknown) => error);
    expect(later).toBeInstanceOf(Error);
    expect(later).not.toBeInstanceOf(MailRefused);
  });

  it('gives the server ten minutes for its answer: who leaves before sends a message twice', async () => {
    sink.manner = 'polite';
    const patience = vi.spyOn(Socket.prototype, 'setTimeout');
    onTestFinished(() => patience.mockRestore());
    await smtp.send(aMail());
    const ours = patience.mock.calls.flatMap(([milliseconds], index) =>
      (patience.mock.contexts[index] as Socket).remotePort === Number(new URL(sink.url).port)
        ? [milliseconds]
        : [],
    );
    expect(ours).toContain(600_000);
  });

  it('treats a connection that breaks after the data, or is not there at all, as "later"', async () => {
    sink.manner = 'drops';
    const broken = await smtp.send(aMail()).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(Error);
    expect(broken).not.toBeInstanceOf(MailRefused);
    const nowhere = mailerFor(configWith({ SMTP_URL: 'smtp://127.0.0.1:1' }));
    const absent = await nowhere.send(aMail()).catch((error: unknown) => error);
    expect(absent).toBeInstanceOf(Error);
    expect(absent).not.toBeInstanceOf(MailRefused);
  });
});

describe('without a mail server', () => {
  it('writes a message that any mail program opens, once per mail', async () => {
    const mailer = mailerFor(configWith({}));
    const mail = aMail({ text: 'Read me: https://learn.example/x\n' });
    await mailer.send(mail);
    await mailer.send(mail);
    const files = await readdir(path.join(folder, 'mail'));
    expect(files).toEqual([`2026-11-17T09-42-07-000Z-enrolled-${mail.id}.eml`]);
    const text = await readFile(path.join(folder, 'mail', files[0]!), 'utf8');
    expect(text).toContain(`Message-ID: <${mail.id}@learn.example>`);
    expect(text).toContain('Read me: https://learn.example/x');
  });
});
