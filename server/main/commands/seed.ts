/** `lyceum seed`: makes the demo organization; with --remove takes it away again and leaves everything else. */
import { randomBytes } from 'node:crypto';
import { createDemo, isDemoThere, removeDemo } from '#server/demo/index.ts';
import { createUser } from '#server/features/identity/index.ts';
import type { Environment } from '../../platform/config.ts';
import { sql } from '../../platform/db/sql.ts';
import { type Call, UsageError } from '../cli/command.ts';
import { say as print } from '../cli/say.ts';
import { withProduct } from '../command.ts';
import { features } from '../features.ts';
import type { Runtime } from '../runtime.ts';

const say = (message: string): void => print(`  ${message}`);

export async function seed(call: Call): Promise<void> {
  const admin = call.value('admin');
  if (admin !== undefined && !call.has('remove')) throw new UsageError('--admin goes with --remove.');
  if (admin !== undefined && !admin.includes('@')) throw new UsageError('--admin needs an e-mail address.');
  await withProduct(
    { worker: false, onProgress: say, onMigration: (name) => say(`migrating: ${name}`) },
    (runtime, { environment }) =>
      call.has('remove') ? remove(runtime, environment, admin) : create(runtime),
  );
}

async function create({ systemCtx }: Runtime): Promise<void> {
  const outcome = await createDemo(systemCtx(), {
    reactions: features.flatMap((feature) => feature.reactions),
    say,
    again: true,
  });
  say(outcome === 'made' ? 'The demo organization is ready.' : 'The demo organization is there already.');
}

type NewAdmin = { email: string; password?: string | undefined };

/** Sees to an administrator who stays, so that nobody is locked out of their own installation. */
async function remove(runtime: Runtime, environment: Environment, wanted: string | undefined): Promise<void> {
  if (!(await isDemoThere(runtime.systemCtx()))) return say('There is no demo to remove.');
  if (wanted) await makeAdmin(runtime, { email: wanted });
  else if (!(await isAnybodyElseAdmin(runtime))) await makeAdmin(runtime, usualAdmin(environment));
  const removed = await removeDemo(runtime.systemCtx());
  say(`Removed: ${removed.people} people and ${removed.courses} courses with everything that hung on them.`);
}

/** As for a first start without a demo; else one whose password is shown once. */
function usualAdmin({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Environment): NewAdmin {
  return email && password ? { email, password } : { email: 'admin@lyceum.local' };
}

async function makeAdmin({ systemCtx }: Runtime, { email, password }: NewAdmin): Promise<void> {
  const chosen = password ?? randomBytes(12).toString('base64url');
  await createUser(systemCtx(), { email, password: chosen, display_name: 'Administrator', roles: ['admin'] });
  const secret = password ? 'with ADMIN_PASSWORD' : `password ${chosen}; change both after signing in`;
  say(`A new administrator: ${email}, ${secret}.`);
}

async function isAnybodyElseAdmin({ db }: Runtime): Promise<boolean> {
  const found = await db.run(sql`
    select 1 from users where role = 'admin' and is_active and deleted_at is null and email::text not ilike '%@demo.test' limit 1`);
  return found > 0;
}
