/** The mail server of a test file: closed after its last test. */
import { afterAll } from 'vitest';
import { MailServer } from './mail-server.ts';

/** Call at the top of a test file. */
export async function startSmtpSink(): Promise<MailServer> {
  const sink = new MailServer();
  await sink.open();
  afterAll(() => sink.close());
  return sink;
}
