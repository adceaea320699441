/** The scheduled backup: looked at every five minutes, made once a day by whichever worker comes first. */
import path from 'node:path';
import * as z from 'zod';
import { makeBackup } from '#server/platform/backup/backup.ts';
import { withConnection } from '#server/platform/backup/connection.ts';
import { deleteOld } from '#server/platform/backup/list.ts';
import { backupFolderOf, backupTimeOf, dueDay } from '#server/platform/backup/schedule.ts';
import { findGeneratedSecret } from '#server/platform/backup/secret.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { job } from '#server/platform/jobs/jobs.ts';
import { services } from '#server/platform/services.ts';
import { claimRun, failRun, findAgeOfSite, finishRun } from './backups.sql.ts';

const lockKey = 4_815_162_343;

export const makeScheduledBackup = job({
  name: 'backup.make',
  payload: z.object({}),
  cron: '*/5 * * * *',
  run: async (ctx) => {
    const at = backupTimeOf(services().config);
    if (!at) return;
    const day = dueDay(ctx.now, at);
    // A site made this afternoon owes no backup of last night.
    if (new Date(`${day}T${at}:00Z`) < new Date(await findAgeOfSite(ctx.db))) return;
    await withConnection(
      { connection_string: services().connection_string, application_name: 'lyceum-backup-lock' },
      async (client) => {
        const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
          lockKey,
        ]);
        if (rows[0]!.mine && (await claimRun(ctx.db, day, ctx.now))) await run(ctx, day);
      },
    );
  },
});

/** A failure is written down and logged, not thrown: when to try again is decided by the run's row. */
async function run(ctx: Ctx, day: string): Promise<void> {
  const { config, storage, connection_string, clock } = services();
  const to = backupFolderOf(config);
  try {
    const { folder, manifest, bytes } = await makeBackup({
      connection_string,
      storage,
      to,
      session_secret: config.session_secret,
      generated_secret_file: await findGeneratedSecret(config),
      onProgress: () => undefined,
    });
    await finishRun(ctx.db, day, clock(), {
      name: path.basename(folder),
      rows: manifest.tables.reduce((sum, one) => sum + one.rows, 0),
      files: manifest.files.length,
      missing: manifest.missing_files.length,
      bytes,
    });
    await inTransaction({ ...ctx, now: clock() }, (inside) =>
      publish(inside, 'backup.made', { by: 'Lyceum', name: path.basename(folder) }),
    );
    const gone = await deleteOld(to, { keepDays: config.BACKUP_KEEP_DAYS, now: clock(), newestGood: folder });
    ctx.log.info({ backup: path.basename(folder), bytes, deleted: gone.length }, 'backup made');
  } catch (error) {
    ctx.log.error({ err: error }, 'backup failed');
    await failRun(ctx.db, day, clock(), (error as Error).message);
  }
}
