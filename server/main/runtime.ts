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
import { onlyPrimary, ReplicaReports } from '../platform/db/replica.ts';
import { type Dispatcher, startDispatcher } from '../platform/facts/dispatcher.ts';
import { hearElsewhere, ringElsewhere } from '../platform/facts/wake.ts';
import { createApp } from '../platform/http/app.ts';
import { drain } from '../platform/http/closing.ts';
import { forgetKeysJob } from '../platform/http/idempotency.jobs.ts';
import { newId } from '../platform/ids.ts';
import { installationPrefix } from '../platform/installation.ts';
import { startJobs } from '../platform/jobs/jobs.ts';
import { connectBus } from '../platform/realtime/bus.ts';
import { pushHints } from '../platform/realtime/hints.ts';
import { closeEventStreams, startEventStreams } from '../platform/realtime/sse.ts';
import { provideServices, type Services } from '../platform/services.ts';
import { createStorage } from '../platform/storage/storage.ts';
import { createLogger, type Logger } from '../platform/telemetry/log.ts';
import { version } from '../platform/version.ts';
import { features } from './features.ts';
import { startWatching } from './watching.ts';

/**
 * How long a stopping process waits for its reverse proxy, in ms. The proxy asks whether it is ready or simply meets a closed
 * door, and keeps idle connections for 3 seconds (deploy/nginx).
 */
const behindProxy = { listening: 1000, idle: 4500 };

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
    statement_timeout_seconds: config.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    lock_timeout_seconds: config.DATABASE_LOCK_TIMEOUT_SECONDS,
    on_error: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  const reports = config.DATABASE_REPLICA_URL
    ? new ReplicaReports(
        db,
        { connection_string: config.DATABASE_REPLICA_URL, pool_size: config.DATABASE_POOL },
        log,
      )
    : onlyPrimary(db);
  const bus = await connectBus({
    connection_string: options.connection_string,
    redis_url: config.REDIS_URL,
    log,
  });
  startEventStreams(bus);
  // Over PostgreSQL also with Redis: what is cached must end whatever Redis does.
  const changes = config.REDIS_URL
    ? await connectBus({ connection_string: options.connection_string, log })
    : bus;
  const shared = await sharedCache(config, log);
  const services: Services = {
    config,
    connection_string: options.connection_string,
    bus,
    changes,
    cache: createCache(changes, shared),
    storage: await createStorage(config),
    clock,
    log,
    stopping: false,
  };
  provideServices(services);
  db.onChanges = (told) => services.cache.changed(told);

  const systemCtx = (executor: Db = db): Ctx => ({
    db: executor,
    actor: { kind: 'system' },
    now: clock(),
    locale: 'en',
    request_id: newId(),
    log,
    origin: { ip: '', user_agent: '' },
  });
  // Every process answers whether it is alive and ready, also one that serves no area (a worker).
  const endpoints = features.flatMap((feature) =>
    feature.routes.filter(
      (route) => config.SERVICES.includes(feature.service) || route.endpoint.path.startsWith('/api/health/'),
    ),
  );
  const app = await createApp({
    config,
    db,
    reports,
    log,
    clock,
    endpoints,
    authenticate: createAuthenticator({ db, services }),
    grants,
    onView: (ctx, verb, recordId) => {
      for (const feature of features) feature.onView?.(ctx, verb, recordId);
    },
    onRefused: (refusal) => {
      for (const feature of features) feature.onRefused?.(refusal);
    },
    strict_responses: options.strict_responses ?? false,
  });
  const stopWatching = startWatching({ services, db, reports, features });
  const worker = config.WORKER ? await startWorker(db, systemCtx, services) : null;
  const stopRinging = worker ? hearElsewhere(bus) : ringElsewhere(bus);
  return {
    app,
    db,
    services,
    dispatcher: worker?.dispatcher ?? null,
    systemCtx,
    async stop() {
      services.stopping = true;
      const takeLeave = () => closeEventStreams(bus);
      if (config.TRUST_PROXY) await drain(app, { ...behindProxy, onClosed: takeLeave });
      takeLeave();
      await app.close();
      // What cannot be written down while the database is away must not keep a process from leaving.
      for (const { name, flush } of features)
        await flush?.().catch((error: Error) => log.warn({ err: error, feature: name }, 'leaving unwritten'));
      stopRinging();
      await worker?.stop();
      await shared?.close();
      if (changes !== bus) await changes.close();
      await bus.close();
      await reports.close();
      await db.close();
      await stopWatching();
    },
  };
}

/** The second level of the cache. Its keys are those of this installation alone, whoever else uses the same Redis. */
async function sharedCache(config: Config, log: Logger) {
  if (!config.REDIS_URL) return null;
  const { connectSharedCache } = await import('../platform/cache/shared.ts');
  const prefix = installationPrefix(config);
  return connectSharedCache({ url: config.REDIS_URL, prefix, version, log });
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
    jobs: [forgetKeysJob, ...features.flatMap((feature) => feature.jobs)],
  });
  return {
    dispatcher,
    async stop() {
      await dispatcher.stop();
      await jobs.stop();
    },
  };
}
