/** `lyceum migrate`: brings the database to this version; --check only says whether it would go well. */
import { migrate } from '../../platform/db/migrate.ts';
import { checkMigration } from '../../platform/db/preflight.ts';
import { migrateJobs } from '../../platform/jobs/jobs.ts';
import type { Call } from '../cli/command.ts';
import { isFailing, sayFindings } from '../cli/findings.ts';
import { say, sayJson } from '../cli/say.ts';
import { migrationsFolder, withDatabase } from '../site.ts';

export const migrateDatabase = (call: Call): Promise<number> =>
  withDatabase({}, async ({ connection_string: connectionString, embedded_in: dataDir }) => {
    if (call.has('check')) return check(call, connectionString, dataDir);
    const { applied } = await migrate({
      connection_string: connectionString,
      folder: migrationsFolder,
      on_progress: (name) => call.has('json') || say(`  ${name}`),
    });
    await migrateJobs(connectionString);
    if (call.has('json')) sayJson({ applied });
    else say(applied.length > 0 ? `${applied.length} migrations applied` : 'The database is up to date');
    return 0;
  });

async function check(call: Call, connectionString: string, dataDir: string | undefined): Promise<number> {
  const { findings, pending } = await checkMigration({
    connection_string: connectionString,
    folder: migrationsFolder,
    data_dir: dataDir,
  });
  const isReady = !isFailing(findings);
  if (call.has('json')) sayJson({ ready: isReady, pending, findings });
  else {
    sayFindings(findings);
    say(isReady ? `Ready: ${pending.length} migrations to apply.` : 'Not ready; nothing was changed.');
  }
  return isReady ? 0 : 1;
}
