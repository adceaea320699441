/** `lyceum backup`, `lyceum backup verify` and `lyceum restore`. */
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeBackup } from '../../platform/backup/backup.ts';
import { manifestName, readManifest, secretFile } from '../../platform/backup/manifest.ts';
import { restoreBackup } from '../../platform/backup/restore.ts';
import { backupFolderOf } from '../../platform/backup/schedule.ts';
import { findGeneratedSecret, markOfSecret } from '../../platform/backup/secret.ts';
import { verifyBackup } from '../../platform/backup/verify.ts';
import { createStorage } from '../../platform/storage/storage.ts';
import { type Call, Refusal } from '../cli/command.ts';
import { megabytes, progressBar, say, sayJson } from '../cli/say.ts';
import { migrationsFolder, type Site, withSite } from '../site.ts';
import { operatorName, tellFact } from './telling.ts';

export async function backup(call: Call): Promise<void> {
  const bar = progressBar('Backup', { quiet: call.has('quiet') || call.has('json') });
  await withSite({ make: false }, async (site) => {
    const startedAt = performance.now();
    const { folder, manifest, bytes } = await makeBackup({
      connection_string: site.connection_string,
      storage: await createStorage(site.config),
      to: path.resolve(call.value('to') ?? backupFolderOf(site.config)),
      session_secret: site.config.session_secret,
      generated_secret_file: await findGeneratedSecret(site.config),
      onProgress: bar,
    }).finally(() => bar.end());
    await tellFact(site.connection_string, 'backup.made', {
      by: operatorName(),
      name: path.basename(folder),
    });
    const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0);
    const seconds = (performance.now() - startedAt) / 1000;
    const missing = manifest.missing_files.length;
    if (call.has('json'))
      sayJson({
        folder,
        taken_at: manifest.taken_at,
        rows,
        files: manifest.files.length,
        missing,
        bytes,
        seconds,
      });
    else if (!call.has('quiet')) {
      say(
        `${folder}: ${manifest.tables.length} tables with ${rows} rows, ${manifest.files.length} files, ${megabytes(bytes)} as of ${manifest.taken_at}, in ${seconds.toFixed(1)} s.`,
      );
      if (!manifest.secret.carried)
        say('SESSION_SECRET is not in it: keep it where you keep secrets, badge keys are sealed under it.');
    }
    if (missing > 0)
      throw new Refusal(
        `The backup is complete but for ${missing} stored files that the database names and the storage no longer has. They are listed in its manifest.`,
      );
  });
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
      try {
        const { rows, applied } = await restoreBackup({
          folder,
          connection_string: site.connection_string,
          storage: await createStorage(site.config),
          migrations_folder: migrationsFolder,
          replace: call.has('replace'),
          beforeCommit: secret.put,
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
        await secret.takeBack();
        throw error;
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
