/** Mails of a check: put in line in bulk, and held against what the mail server has taken. */
import { MailServer } from '#server/testing/mail-server.ts';
import type { Cluster } from './cluster.ts';
import { waitUntil } from './processes.ts';
import type { Report } from './report.ts';

/**
 * Reminders to one person, in line as the product puts them there, each to an address of its own so that the mail server can
 * tell one from another before it has seen a Message-ID.
 */
export async function putMailsInLine(
  cluster: Cluster,
  to: { person: string; name: string; count: number },
): Promise<void> {
  await cluster.query(
    `with letter as (
       insert into mails (id, dedupe_key, kind, recipient_id, to_address, subject, text_body, html_body)
       select gen_random_uuid(), $2 || ':' || n, 'reminder', $1, $2 || '-' || n || '@example.test', 'A reminder',
              'Your course waits for you.', '<p>Your course waits for you.</p>'
         from generate_series(1, $3::int) n returning id)
     select graphile_worker.add_job('mail:send', json_build_object('mail_id', id), job_key => 'mail:' || id, max_attempts => 14)
       from letter`,
    [to.person, to.name, to.count],
  );
}

export const countWhere = async (cluster: Cluster, from: string): Promise<number> => {
  const [row] = await cluster.query<{ count: number }>(`select count(*)::int as count from ${from}`);
  return row!.count;
};

/** Until every fact is delivered and no mail waits. @returns milliseconds it took */
export const untilAllIsDone = (cluster: Cluster, seconds: number): Promise<number> =>
  waitUntil(
    async () =>
      (await countWhere(cluster, `facts where delivered_at is null and next_attempt_at < 'infinity'`)) ===
        0 && (await countWhere(cluster, 'mails where sent_at is null and failed_at is null')) === 0,
    seconds * 1000,
    'all facts are delivered and all mails are sent',
    250,
  );

/** Jobs that wait for their next try are tried now: their pauses grow to hours. */
export const hurryJobs = (cluster: Cluster): Promise<unknown> =>
  cluster.query(`update graphile_worker._private_jobs set run_at = now() where locked_at is null`);

export type MailVerdict = { written: number; lost: string[]; unknown: string[]; twice: string[] };

/** The Message-ID begins with the id of the mail's row. */
export async function judgeMails(cluster: Cluster, server: MailServer): Promise<MailVerdict> {
  const rows = await cluster.query<{ id: string }>('select id from mails where failed_at is null');
  const times = new Map<string, number>();
  for (const { message_id } of server.received) {
    const id = message_id.split('@')[0]!;
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  const written = new Set(rows.map(({ id }) => id));
  return {
    written: written.size,
    lost: [...written].filter((id) => !times.has(id)),
    unknown: [...times.keys()].filter((id) => !written.has(id)),
    twice: [...times].filter(([, count]) => count > 1).map(([id]) => id),
  };
}

/** A mail server for a check; closed with the report. */
export async function openMailServer(report: Report): Promise<MailServer> {
  const server = new MailServer();
  await server.open();
  report.defer(() => server.close());
  return server;
}
