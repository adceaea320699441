/**
 * The composition root: from a configuration and a database to a running HTTP server and worker. `npm start`, tests and the
 * cluster entry points all build the product through this one function.
 */
import type { FastifyInstance } from 'fastify';
import { bookedOfSessions, hostsOfSessions } from '#server/features/calendar/index.ts';
import { staffOfCourses } from '#server/features/catalog/index.ts';
import { createAuthenticator, grants } from '#server/features/identity/index.ts';
import { leadersOf } from '#server/features/reporting/index.ts';
import { createCache } from '../platform/cache/cache.ts';
import type { Config } from '../platform/config.ts';
import type { Ctx } from '../platform/context.ts';
import { Database, type Db } from '../platform/db/database.ts';
import { type Dispatcher, startDispatcher } from '../platform/facts/dispatcher.ts';
import { createApp } from '../platform/http/app.ts';
import { newId } from '../platform/ids.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { connectBus } from '../platform/realtime/bus.ts';
import { pushHints } from '../platform/realtime/hints.ts';
import { closeEventStreams } from '../platform/realtime/sse.ts';
import { provideServices, type Services } from '../platform/services.ts';
import { createStorage } from '../platform/storage/storage.ts';
import { createLogger, type Logger } from '../platform/telemetry/log.ts';
import { features } from './features.ts';

export type Runtime = {
  app: FastifyInstance;
  db: Database;
  services: Services;
  dispatcher: Dispatcher | null;
  /** A context that acts for nobody: jobs, reactions, the demo. */
  systemCtx: (db?: Db) => Ctx;
  stop(): Promise<void>;
};

export async function createRuntime(options: {
  config: Config;
  connection_string: string;
  clock?: () => Date;
  strict_responses?: boolean;
  log?: Logger;
}): Promise<Runtime> {
  const { config } = options;
  const log = options.log ?? createLogger(config.LOG_LEVEL);
  const clock = options.clock ?? (() => new Date());
  const db = new Database({
    connection_string: options.connection_string,
    pool_size: config.DATABASE_POOL,
    on_error: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  const bus = await connectBus({
    connection_string: options.connection_string,
    redis_url: config.REDIS_URL,
    log,
  });
  const services: Services = {
    config,
    bus,
    cache: createCache(bus),
    storage: await createStorage(config),
    clock,
    log,
  };
  provideServices(services);

  const systemCtx = (executor: Db = db): Ctx => ({
    db: executor,
    actor: { kind: 'system' },
    now: clock(),
    locale: 'en',
    request_id: newId(),
    log,
    origin: { ip: '', user_agent: '' },
  });
  const mounted = features.filter((feature) => config.SERVICES.includes(feature.service));
  const app = await createApp({
    config,
    db,
    log,
    clock,
    endpoints: mounted.flatMap((feature) => feature.routes),
    authenticate: createAuthenticator({ db, services }),
    grants,
    onView: (ctx, verb, recordId) => {
      for (const feature of features) feature.onView?.(ctx, verb, recordId);
    },
    strict_responses: options.strict_responses ?? false,
  });
  const worker = config.WORKER ? await startWorker(db, systemCtx, services) : null;
  return {
    app,
    db,
    services,
    dispatcher: worker?.dispatcher ?? null,
    systemCtx,
    async stop() {
      closeEventStreams(bus);
      await app.close();
      for (const feature of features) await feature.flush?.();
      await worker?.stop();
      await bus.close();
      await db.close();
    },
  };
}

async function startWorker(db: Database, systemCtx: (db?: Db) => Ctx, services: Services) {
  const dispatcher = startDispatcher({
    db,
    systemCtx,
    log: services.log,
    reactions: features.flatMap((feature) => feature.reactions),
    observers: features.flatMap((feature) => feature.observer ?? []),
    onDelivered: (facts) =>
      void pushHints(services.bus, facts, {
        followers: (courseIds) => staffOfCourses(db, courseIds),
        leaders: (userIds) => leadersOf(systemCtx(), userIds),
        hosts: (sessionIds) => hostsOfSessions(db, sessionIds),
        booked: (sessionIds) => bookedOfSessions(db, sessionIds),
      }).catch((error: Error) => services.log.warn({ err: error }, 'hints not sent')),
  });
  const jobs = await startJobs({
    db,
    systemCtx,
    log: services.log,
    jobs: features.flatMap((feature) => feature.jobs),
  });
  return {
    dispatcher,
    async stop() {
      await dispatcher.stop();
      await jobs.stop();
    },
  };
}
