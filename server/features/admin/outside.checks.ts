/** What stands between the product and people: mail, the certificate of its address, keys, and what breaks in browsers. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import type { HealthCheck } from '#contract/admin.ts';
import { countOpenErrors } from '#server/features/telemetry/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import { readQueues } from '#server/platform/telemetry/queue-metrics.ts';
import { lastMail } from '#server/platform/telemetry/work-metrics.ts';
import { ok } from './health.checks.ts';

const mostMinutes = 10;

export async function checkMail(ctx: Ctx): Promise<HealthCheck> {
  const { config } = services();
  if (!config.SMTP_URL) {
    const detail = 'No mail server: messages are kept in the data folder and in the mail log';
    return {
      name: 'mail',
      state: 'warn',
      detail,
      cure: 'Set SMTP_URL so that people receive them.',
      page: '/admin/mail',
    };
  }
  const { waiting = 0, oldest_seconds = 0 } =
    (await readQueues(ctx.db)).jobs.find(({ task }) => task === 'mail:send') ?? {};
  const isFailing = lastMail.failed_at > lastMail.sent_at;
  const detail = `Sent through ${new URL(config.SMTP_URL).hostname}; ${waiting} waiting${isFailing ? `; the last try of this process failed (${lastMail.error})` : ''}`;
  if (!isFailing && oldest_seconds < mostMinutes * 60) return ok('mail', detail);
  return {
    name: 'mail',
    state: oldest_seconds >= mostMinutes * 60 ? 'fail' : 'warn',
    detail,
    cure: 'See that the mail server can be reached from here and accepts the account of SMTP_URL. What waits goes out by itself.',
    page: '/admin/mail',
  };
}

export async function checkBrowsers(ctx: Ctx): Promise<HealthCheck> {
  const { kinds, today } = await countOpenErrors(ctx);
  const detail = kinds === 0 ? 'No open errors' : `${kinds} open, ${today} times in the last day`;
  if (today === 0) return { ...ok('browsers', detail), page: '/admin/errors' };
  return {
    name: 'browsers',
    state: 'warn',
    detail,
    cure: 'See what broke, where and since which version; mark as solved what is.',
    page: '/admin/errors',
  };
}

/** The key that signs in everybody, kept beside the embedded database, must be its owner's alone. */
export async function checkKeys(): Promise<HealthCheck> {
  const { config } = services();
  const file = path.resolve(config.DATA_DIR, 'session-secret');
  const found = config.embedded ? await stat(file).catch(() => null) : null;
  if (!found) return ok('keys', 'The signing key comes from the environment');
  if ((found.mode & 0o077) === 0 || process.platform === 'win32')
    return ok('keys', 'The signing key is kept in the data folder, readable by its owner only');
  return {
    name: 'keys',
    state: 'fail',
    detail: 'The signing key in the data folder can be read by others on this machine',
    cure: 'Take their rights away:',
    command: `chmod 600 ${JSON.stringify(file)}`,
  };
}

const soonDays = 21;
const veryLateDays = 5;

/** @returns null for an address without TLS: then there is no certificate to look at */
export async function checkTls(ctx: Ctx): Promise<HealthCheck | null> {
  const { protocol, hostname, port } = new URL(services().config.public_url);
  if (protocol !== 'https:') return null;
  const until = await certificateEnd(hostname, Number(port || 443));
  if (until === null)
    return {
      name: 'tls',
      state: 'warn',
      detail: `${hostname} shows no certificate to this process`,
      cure: 'See that PUBLIC_URL is right and can be reached from here.',
    };
  const days = Math.floor((until.getTime() - ctx.now.getTime()) / 86_400_000);
  const detail = `The certificate of ${hostname} is good for ${days} days`;
  if (days >= soonDays) return ok('tls', detail);
  return {
    name: 'tls',
    state: days < veryLateDays ? 'fail' : 'warn',
    detail,
    cure: 'Renew it where the gateway keeps it, and see why that did not happen by itself.',
  };
}

/** The certificate is looked at, not trusted: one that has run out must be seen as well. */
function certificateEnd(host: string, port: number): Promise<Date | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: 2000 }, () => {
      const { valid_to } = socket.getPeerCertificate();
      socket.destroy();
      resolve(valid_to ? new Date(valid_to) : null);
    });
    for (const ending of ['error', 'timeout'] as const)
      socket.on(ending, () => {
        socket.destroy();
        resolve(null);
      });
  });
}
