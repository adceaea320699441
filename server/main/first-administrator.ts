/**
 * The first administrator of an installation without demo content: made from ADMIN_EMAIL and ADMIN_PASSWORD while nobody is one.
 * Once somebody is, the variables do nothing, so they can neither reset a password nor bring back a dismissed administrator.
 */
import { createUser } from '#server/features/identity/index.ts';
import type { Environment } from '../platform/config.ts';
import { sql } from '../platform/db/sql.ts';
import type { Runtime } from './runtime.ts';

export async function ensureAdministrator(
  runtime: Runtime,
  environment: Environment,
): Promise<'made' | 'present' | 'missing'> {
  const present = await runtime.db.maybe(
    sql`select 1 from v_identity_people where role = 'admin' and is_active limit 1`,
  );
  if (present) return 'present';
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = environment;
  if (!email || !password) return 'missing';
  await createUser(runtime.systemCtx(), { email, password, roles: ['admin'] });
  return 'made';
}
