/**
 * The queue's own connections, which outlive the database being away.
 *
 * graphile-worker crosses a job off (or writes down its failure) without waiting for it, and an error there ends the process.
 * It repeats only what PostgreSQL asks to repeat. So a connection that is lost looks like that here, and getting one takes as
 * long as the database is away. Both statements name the worker that holds the job: repeated, they change nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isUnavailable } from '../db/database.ts';
import type { Logger } from '../telemetry/log.ts';

const repeatMe = '40001';
const pauseMilliseconds = 500;

type Query = (...parts: unknown[]) => Promise<unknown> | undefined;

export class QueuePool extends pg.Pool {
  private isPatient = true;

  /**
   * Taking a job and crossing it off wait for no disk. When the machine loses its power the last moments of that are lost, and
   * those jobs run again, as any job may. What jobs do, and putting them in line, is durable.
   */
  constructor(connectionString: string | undefined, size: number, log: Logger) {
    super({
      connectionString,
      max: size,
      application_name: 'lyceum-jobs',
      options: '-c timezone=UTC -c jit=off -c synchronous_commit=off',
      keepAlive: true,
    });
    const lost = (error: Error) => log.warn({ err: error }, 'job queue connection lost');
    this.on('error', lost);
    this.on('connect', (client) => {
      client.on('error', lost);
      makeRepeatable(client, () => this.isPatient);
    });
  }

  /** From now on an error is an error: for a stop while the database is away. */
  giveUp(): void {
    this.isPatient = false;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(done: Parameters<pg.Pool['connect']>[0]): void;
  override connect(done?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    if (!done) return this.connectPatiently();
    super.connect(done);
    return undefined;
  }

  private async connectPatiently(): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await super.connect();
      } catch (error) {
        if (!this.isPatient || this.ending || !isUnavailable(error)) throw error;
        await sleep(pauseMilliseconds);
      }
    }
  }
}

function makeRepeatable(client: pg.PoolClient, isPatient: () => boolean): void {
  const query = client.query.bind(client) as Query;
  client.query = ((...parts: unknown[]) =>
    query(...parts)?.catch((error: Error) => {
      if (isPatient() && isUnavailable(error)) Object.assign(error, { code: repeatMe });
      throw error;
    })) as typeof client.query;
}
