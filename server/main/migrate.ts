/** `npm run migrate`: applies the migrations to DATABASE_URL and exits. For deployments that migrate before they start. */
import path from 'node:path';
import { readEnvironment } from '../platform/config.ts';
import { migrate } from '../platform/db/migrate.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';

const { DATABASE_URL } = readEnvironment(process.env);
if (!DATABASE_URL) {
  process.stderr.write('DATABASE_URL is not set. The embedded database migrates itself at npm start.\n');
  process.exit(1);
}
const { applied } = await migrate({
  connection_string: DATABASE_URL,
  folder: path.resolve('migrations'),
  on_progress: (name) => process.stdout.write(`  ${name}\n`),
});
await migrateJobs(DATABASE_URL);
process.stdout.write(
  applied.length > 0 ? `${applied.length} migrations applied\n` : 'The database is up to date\n',
);
