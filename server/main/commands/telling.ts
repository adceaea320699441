/** What an operator did at the command line, told as a fact: a worker writes it into the activity, where administrators see it. */
import os from 'node:os';
import type { FactName, FactPayload } from '#contract/facts.ts';
import type { Ctx } from '../../platform/context.ts';
import { Database } from '../../platform/db/database.ts';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import { publish } from '../../platform/facts/publish.ts';
import { newId } from '../../platform/ids.ts';
import { createLogger } from '../../platform/telemetry/log.ts';

/** The operator's account of the machine. */
export function operatorName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

export const tellFact = <Name extends FactName>(
  connectionString: string,
  name: Name,
  payload: FactPayload<Name>,
): Promise<void> => writeDown(connectionString, 'the activity', (ctx) => publish(ctx, name, payload));

/** What was done is done: a database that takes no writes (a replica, an older one) is said and does not undo it. */
export async function writeDown(
  connectionString: string,
  where: string,
  work: (ctx: Ctx) => Promise<unknown>,
): Promise<void> {
  const log = createLogger('silent');
  const db = new Database({ connection_string: connectionString, pool_size: 1, on_error: () => undefined });
  try {
    await inTransaction(
      {
        db,
        actor: { kind: 'system' },
        now: new Date(),
        locale: 'en',
        request_id: newId(),
        log,
        origin: { ip: '', user_agent: '' },
      },
      work,
    );
  } catch (error) {
    process.stderr.write(`Not written into ${where}: ${(error as Error).message}\n`);
  } finally {
    await db.close();
  }
}
