/** Points the metrics and traces of this process at what a runtime is made of; they are there before and after it. */
import { findNewestBackup } from '#server/features/admin/index.ts';
import type { Database } from '../platform/db/database.ts';
import { ReplicaReports, type Reports } from '../platform/db/replica.ts';
import { countEventStreams } from '../platform/realtime/sse.ts';
import type { Services } from '../platform/services.ts';
import { watchReplica } from '../platform/telemetry/database-metrics.ts';
import { nameServiceOf } from '../platform/telemetry/metrics.ts';
import { watchBackups, watchDataFolder, watchEventStreams } from '../platform/telemetry/process-metrics.ts';
import { watchQueues } from '../platform/telemetry/queue-metrics.ts';
import { startTracing } from '../platform/telemetry/trace.ts';
import type { Feature } from './feature.ts';

/** @returns ends it; spans that wait are sent before */
export function startWatching(parts: {
  services: Services;
  db: Database;
  reports: Reports;
  features: readonly Feature[];
}): () => Promise<void> {
  const { services, db, reports, features } = parts;
  const { config, bus } = services;
  for (const { routes, service } of features)
    for (const { endpoint } of routes)
      for (const route of [endpoint.path, ...(endpoint.aliases ?? [])]) nameServiceOf(route, service);
  watchEventStreams(() => countEventStreams(bus));
  watchDataFolder(config.DATA_DIR);
  const unwatchBackups = watchBackups(() => findNewestBackup(db, config));
  watchReplica(reports instanceof ReplicaReports ? () => reports.lagBytes() : null);
  const unwatchQueues = watchQueues(db);
  const endTracing = config.OTEL_EXPORTER_OTLP_ENDPOINT
    ? startTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT)
    : null;
  return async () => {
    unwatchBackups();
    unwatchQueues();
    await endTracing?.();
  };
}
