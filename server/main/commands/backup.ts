/** `lyceum backup`, `lyceum backup verify` and `lyceum restore`. */
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BackupOfSite, keepRunOfCommand } from '#server/features/admin/index.ts';
import { makeBackup } from '../../platform/backup/backup.ts';
import { deleteOld } from '../../platform/backup/list.ts';
import { manifestName, readManifest, secretFile } from '../../platform/backup/manifest.ts';
import { restoreBackup } from '../../platform/backup/restore.ts';
import { backupFolderOf } from '../../platform/backup/schedule.ts';
import { findGeneratedSecret, markOfSecret } from '../../platform/backup/secret.ts';
import { verifyBackup } from '../../platform/backup/verify.ts';
import { createStorage } from '../../platform/storage/storage.ts';
import { type Call, Refusal } from '../cli/command.ts';
import { megabytes, progressBar, say, sayJson } from '../cli/say.ts';
import { migrationsFolder, type Site, withSite } from '../site.ts';
import { operatorName, tellFact, writeDown } from './telling.ts';

export async function backup(call: Call): Promise<void> {
  const isQuiet = call.has('quiet') || call.has('json');
  await withSite({ make: false }, async (site) => {
    const startedAt = new Date();
    const own = backupFolderOf(site.config);
    const to = path.resolve(call.value('to') ?? own);
    // What was carried elsewhere is not the site's own backup: a worker still owes that one.
    const keepRun = (outcome: { made: BackupOfSite } | { problem: string }) =>
      to === own
        ? writeDown(site.connection_string, 'the list of backups', (ctx) =>
            keepRunOfCommand(ctx.db, site.config, { started_at: startedAt, now: new Date(), ...outcome }),
          )
        : Promise.resolve();
    try {
      const made = await makeWhole(site, to, isQuiet, call.has('prune'));
      const { folder, manifest, bytes } = made;
      const missing = manifest.missing_files.length;
      const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0);
      const name = path.basename(folder);
      await keepRun({ made: { name, rows, files: manifest.files.length, missing, bytes } });
      await tellFact(site.connection_string, 'backup.made', { by: operatorName(), name });
      // Older ones may hold what this one lacks.
      const deleted =
        call.has('prune') && missing === 0
          ? await deleteOld(to, {
              keepDays: site.config.BACKUP_KEEP_DAYS,
              now: new Date(),
              newestGood: folder,
            })
          : [];
      const seconds = (Date.now() - startedAt.getTime()) / 1000;
      if (call.has('json'))
        sayJson({
          folder,
          taken_at: manifest.taken_at,
          rows,
          files: manifest.files.length,
          missing,
          bytes,
          deleted: deleted.map((one) => path.basename(one)),
          seconds,
        });
      else if (!isQuiet) sayMade(made, { rows, deleted: deleted.length, seconds });
      if (missing > 0)
        throw new MissingFiles(
          `The backup is complete but for ${missing} stored files that the database names and the storage no longer has. They are listed in its manifest.${call.has('prune') ? ' No older one was deleted.' : ''}`,
        );
    } catch (error) {
      if (!(error instanceof MissingFiles)) await keepRun({ problem: (error as Error).message });
      throw error;
    }
  });
}

/** There is a backup all the same. */
class MissingFiles extends Refusal {}

type Made = Awaited<ReturnType<typeof makeBackup>>;

/** @throws Refusal when it is to be read back and is not what was written */
async function makeWhole(site: Site, to: string, isQuiet: boolean, isReadBack: boolean): Promise<Made> {
  const bar = progressBar('Backup', { quiet: isQuiet });
  const made = await makeBackup({
    connection_string: site.connection_string,
    storage: await createStorage(site.config),
    to,
    session_secret: site.config.session_secret,
    generated_secret_file: await findGeneratedSecret(site.config),
    onProgress: bar,
  }).finally(() => bar.end());
  if (!isReadBack) return made;
  const reading = progressBar('Verify', { quiet: isQuiet });
  const { problems } = await verifyBackup(made.folder, reading).finally(() => reading.end());
  if (problems.length > 0) {
    // Under a name that nobody takes for a good one.
    await rename(made.folder, `${made.folder}.damaged`);
    throw new Refusal(`${made.folder}.damaged: nothing older was deleted. ${problems.join('; ')}`);
  }
  return made;
}

function sayMade(made: Made, more: { rows: number; deleted: number; seconds: number }): void {
  const { folder, manifest, bytes } = made;
  say(
    `${folder}: ${manifest.tables.length} tables with ${more.rows} rows, ${manifest.files.length} files, ${megabytes(bytes)} as of ${manifest.taken_at}, in ${more.seconds.toFixed(1)} s.`,
  );
  if (more.deleted > 0) say(`${more.deleted} older ones deleted.`);
  if (!manifest.secret.carried)
    say('SESSION_SECRET is not in it: keep it where you keep secrets, badge keys are sealed under it.');
}

export async function verify(call: Call): Promise<number> {
  const folder = folderOf(call.args[0]!);
  const bar = progressBar('Verify', { quiet: call.has('quiet') || call.has('json') });
  const { manifest, problems } = await verifyBackup(folder, bar).finally(() => bar.end());
  if (call.has('json')) sayJson({ folder, sound: problems.length === 0, problems });
  else if (problems.length === 0) {
    say(
      `${folder} is sound: ${manifest.tables.length} tables, ${manifest.files.length} files, as of ${manifest.taken_at}.`,
    );
  } else {
    say(`${folder} is damaged:`);
    for (const problem of problems) say(`  ${problem}`);
  }
  return problems.length === 0 ? 0 : 1;
}

export async function restore(call: Call): Promise<number> {
  if (call.has('verify')) return verify(call);
  const folder = folderOf(call.args[0]!);
  const manifest = await readManifest(folder);
  const bar = progressBar('Restore', { quiet: call.has('quiet') || call.has('json') });
  const startedAt = performance.now();
  await withSite(
    { environment: environmentFor(call.value('into'), manifest.secret.carried) },
    async (site) => {
      if (site.joined) throw new Refusal('Lyceum is running on this data folder. Stop it, then restore.');
      const secret = await placeSecret(site, folder, manifest.secret);
      let isKept = false;
      try {
        const { rows, applied } = await restoreBackup({
          folder,
          connection_string: site.connection_string,
          storage: await createStorage(site.config),
          migrations_folder: migrationsFolder,
          replace: call.has('replace'),
          beforeCommit: secret.put,
          onCommitted: () => {
            isKept = true;
          },
          onProgress: bar,
        }).finally(() => bar.end());
        const seconds = (performance.now() - startedAt) / 1000;
        if (call.has('json'))
          sayJson({
            folder,
            taken_at: manifest.taken_at,
            rows,
            migrated: applied,
            warning: secret.warning,
            seconds,
          });
        else {
          say(
            `Restored as of ${manifest.taken_at}: ${manifest.tables.length} tables with ${rows} rows, compared and equal; ${manifest.files.length} files; in ${seconds.toFixed(1)} s.`,
          );
          if (applied.length > 0) say(`${applied.length} newer migrations applied.`);
          if (secret.warning) say(secret.warning);
        }
      } catch (error) {
        if (!isKept) {
          await secret.takeBack();
          throw error;
        }
        throw new Refusal(
          `All of the backup was restored and stays, but what follows failed: ${(error as Error).message}\nMend that, then run “lyceum migrate”.`,
        );
      }
    },
  );
  return 0;
}

/** The folder of a backup, or its manifest. */
const folderOf = (place: string): string => {
  const full = path.resolve(place);
  return path.basename(full) === manifestName ? path.dirname(full) : full;
};

/** Where to: a data folder, or a database by its address. The given secret stays; a missing one is no hindrance to bringing data back. */
function environmentFor(into: string | undefined, isCarried: boolean): NodeJS.ProcessEnv {
  const base =
    into === undefined
      ? process.env
      : /^postgres(ql)?:\/\//.test(into)
        ? { ...process.env, DATABASE_URL: into }
        : { ...process.env, DATABASE_URL: '', STORAGE_URL: '', DATA_DIR: into };
  if (base['DATABASE_URL'] && !base['SESSION_SECRET'] && isCarried)
    throw new Refusal(
      'This backup carries the secret of an embedded site. To restore it into a database of your own, start with SESSION_SECRET set to what is in its file secrets/session-secret.',
    );
  return base;
}

/** The generated secret belongs to the data. It replaces another one in the moment in which the data does. */
async function placeSecret(
  site: Site,
  folder: string,
  kept: { mark: string; carried: boolean },
): Promise<{ put: () => Promise<void>; takeBack: () => Promise<void>; warning: string }> {
  const nothing = async () => undefined;
  const isOurs = markOfSecret(site.config.session_secret) === kept.mark;
  if (isOurs) return { put: nothing, takeBack: nothing, warning: '' };
  const target = await findGeneratedSecret(site.config);
  if (!target || !kept.carried)
    return {
      put: nothing,
      takeBack: nothing,
      warning:
        'This site runs with another SESSION_SECRET than the one of the backup: everybody signs in again, badges are signed with a new key. Old certificates and badges still verify.',
    };
  const before = `${target}.before-restore`;
  await copyFile(target, before);
  return {
    warning: '',
    async put() {
      const draft = `${target}.restored`;
      await writeFile(draft, await readFile(path.join(folder, secretFile)), { mode: 0o600, flush: true });
      await rename(draft, target);
    },
    takeBack: () => rename(before, target),
  };
}
