/** Mail from its cause to the mail server: L-82, L-86, U-27, and what happens while the server misbehaves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { anEnrollment, aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { startSmtpSink } from '#server/testing/smtp-sink.ts';

const sink = await startSmtpSink();
const product = await startProduct({ SMTP_URL: sink.url, PUBLIC_URL: 'https://learn.example' });
const { db } = product.runtime;
const admin = await product.signIn('admin');
const trainer = await product.signIn('trainer');
const course = await aPublishedCourse(trainer, { lessons: 4 });

beforeEach(() => {
  sink.manner = 'polite';
});

type MailRow = {
  id: string;
  state: string;
  attempts: number;
  last_error: string | null;
  sent_at: string | null;
};
const logOf = async (address: string, state?: string): Promise<MailRow[]> =>
  (
    await admin.get(
      `/api/admin/mails/?search=${encodeURIComponent(address)}${state ? `&state=${state}` : ''}`,
    )
  ).body.results;
const receivedBy = (address: string) => sink.received.filter((mail) => mail.to.includes(address));

async function eventually<Value>(
  look: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still not so: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
/** Somebody enrolls, which mails them. */
async function mailed() {
  const email = `mail-${newId()}@example.test`;
  const learner = await product.signIn('learner', { email });
  await anEnrollment(learner, course.id);
  await product.settle();
  return { learner, email };
}
/** Jobs that wait for their next try are tried now. */
const hurry = () =>
  db.run(sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`);

describe('sending', () => {
  it('follows the enrollment, to one person, once', async () => {
    const { email } = await mailed();
    const [row] = await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'sent',
    );
    expect(row).toMatchObject({ attempts: 1, last_error: null });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const received = receivedBy(email);
    expect(received).toHaveLength(1);
    expect(received[0]!.raw).toContain(`Message-ID: <${row!.id}@learn.example>`);
    expect(received[0]!.raw).toContain(`https://learn.example/learn/${course.id}`);
  });

  it.each(['busy', 'drops'] as const)(
    'waits while the server is %s, and delivers once when it is back',
    async (manner) => {
      sink.manner = manner;
      const { email } = await mailed();
      const [waiting] = await eventually(
        () => logOf(email),
        (rows) => (rows[0]?.attempts ?? 0) >= 1 && rows[0]?.last_error !== null,
      );
      expect(waiting).toMatchObject({ state: 'waiting', sent_at: null });
      expect(receivedBy(email)).toEqual([]);
      sink.manner = 'polite';
      await hurry();
      await eventually(
        () => logOf(email),
        (rows) => rows[0]?.state === 'sent',
      );
      expect(receivedBy(email)).toHaveLength(1);
    },
  );

  it('gives up at once on a refusal, says why, and can be told to try again', async () => {
    sink.manner = 'refuses';
    const { email } = await mailed();
    const [failed] = await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'failed',
    );
    expect(failed!.last_error).toContain('550');
    await hurry();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await logOf(email))[0]!.attempts).toBe(1);
    sink.manner = 'polite';
    expect((await admin.post(`/api/admin/mails/${failed!.id}/resend/`)).body.state).toBe('waiting');
    await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'sent',
    );
    expect(receivedBy(email)).toHaveLength(1);
    expect((await admin.post(`/api/admin/mails/${failed!.id}/resend/`)).body.code).toBe('record.conflict');
  });

  it('does not write to an account that was closed meanwhile', async () => {
    sink.manner = 'busy';
    const { email, learner } = await mailed();
    await eventually(
      () => logOf(email),
      (rows) => rows.length === 1 && rows[0]?.last_error !== null,
    );
    await db.run(
      sql`update users set is_active = false, deactivated_at = now() where id = ${learner.user_id}`,
    );
    sink.manner = 'polite';
    await hurry();
    const [row] = await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'failed',
    );
    expect(row!.last_error).toContain('no longer active');
    expect(receivedBy(email)).toEqual([]);
  });

  it('carries a one-time link that is written down nowhere else', async () => {
    const email = `reset-${newId()}@example.test`;
    await product.signIn('learner', { email });
    await product.anonymous.post('/api/auth/password/reset/', { email });
    await eventually(
      async () => {
        await product.settle();
        return receivedBy(email);
      },
      (received) => received.length === 1,
    );
    const raw = receivedBy(email)[0]!
      .raw.replace(/=\r?\n/g, '')
      .replaceAll('=3D', '=');
    const link = /https:\/\/learn\.example\/reset-password#token=([A-Za-z0-9._-]+)/.exec(raw);
    expect(link).not.toBeNull();
    const [row] = await logOf(email);
    const shown = await admin.get(`/api/admin/mails/${row!.id}/`);
    expect(shown.body.kind).toBe('password_reset');
    expect(JSON.stringify(shown.body)).not.toContain(link![1]);
    const { stored } = await db.one<{ stored: string }>(
      sql`select row_to_json(m)::text as stored from mails m where id = ${row!.id}`,
    );
    expect(stored).not.toContain(link![1]);
  });
});

describe('GET /api/admin/mails/', () => {
  it('who may', async () => {
    const { email } = await mailed();
    const [row] = await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'sent',
    );
    const cast: Record<string, Client> = {
      anonymous: product.anonymous,
      learner: await product.signIn('learner'),
      trainer,
      manager: await product.signIn('manager'),
      admin,
    };
    for (const path of ['/api/admin/mails/', `/api/admin/mails/${row!.id}/`]) {
      const outcomes: Record<string, number> = {};
      for (const [name, client] of Object.entries(cast)) outcomes[name] = (await client.get(path)).status;
      expect(outcomes).toEqual({ anonymous: 401, learner: 403, trainer: 403, manager: 403, admin: 200 });
    }
    expect((await trainer.post(`/api/admin/mails/${row!.id}/resend/`)).status).toBe(403);
    expect((await admin.get(`/api/admin/mails/${newId()}/`)).status).toBe(404);
  });

  it('filters by state and kind, and walks by cursor', async () => {
    const { email } = await mailed();
    await eventually(
      () => logOf(email),
      (rows) => rows[0]?.state === 'sent',
    );
    expect(await logOf(email, 'sent')).toHaveLength(1);
    expect(await logOf(email, 'failed')).toHaveLength(0);
    expect((await admin.get('/api/admin/mails/?kind=certificate_issued')).body.count).toBe(0);
    const first = (await admin.get('/api/admin/mails/?cursor=&page_size=1')).body;
    const second = (await admin.get(first.next)).body;
    expect(second.results[0].id).not.toBe(first.results[0].id);
    expect((await admin.get('/api/admin/mails/?state=lost')).status).toBe(400);
  });
});
