/**
 * The process's connections to the outside, made once at start and reached through `services()`.
 *
 * They are not in `ctx` because they do not change with the request; a test process builds one product per file, so one set
 * per process is enough. The database is not here on purpose: it is reached through `ctx.db` only.
 */
import type { Cache } from './cache/cache.ts';
import type { Config } from './config.ts';
import type { Bus } from './realtime/bus.ts';
import type { Storage } from './storage/storage.ts';
import type { Logger } from './telemetry/log.ts';

export type Services = {
  config: Config;
  /** Of the primary, for the few that need a connection of their own (backups). */
  connection_string: string;
  bus: Bus;
  /** Tells changes of what is cached, always over PostgreSQL: it is there whenever there is something to cache. */
  changes: Bus;
  cache: Cache;
  storage: Storage;
  clock: () => Date;
  log: Logger;
  /** The process takes leave: it still answers, but is not ready for more. */
  stopping: boolean;
};

let provided: Services | undefined;

export function provideServices(services: Services): void {
  provided = services;
}

/** @throws Error before the runtime has been created */
export function services(): Services {
  if (!provided) throw new Error('Services asked for before the runtime was created');
  return provided;
}
