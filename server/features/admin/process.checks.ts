/** What this process knows of itself: its connections, its replica, its event loop. */
import type { HealthCheck } from '#contract/admin.ts';
import { poolStates, replicaLagBytes } from '#server/platform/telemetry/database-metrics.ts';
import { eventLoopState } from '#server/platform/telemetry/process-metrics.ts';
import { ok } from './health.checks.ts';

export async function checkPool(): Promise<HealthCheck> {
  const pools = poolStates();
  const detail = pools
    .map(({ name, busy, limit, waiting }) => `${name}: ${busy} of ${limit} busy, ${waiting} calls waiting`)
    .join('; ');
  // A call waits for a moment also where connections are free; only a pool that is full makes calls wait.
  const full = pools.filter(({ busy, limit, waiting }) => waiting > 0 && busy >= limit);
  if (full.length === 0) return ok('pool', detail);
  return {
    name: 'pool',
    state: full.some(({ waiting, limit }) => waiting > limit * 5) ? 'fail' : 'warn',
    detail,
    cure: 'Raise DATABASE_POOL within max_connections of the database, start another process, or look for slow statements.',
  };
}

const farBehindBytes = 64 * 1024 * 1024;

/** @returns null without a replica */
export async function checkReplica(): Promise<HealthCheck | null> {
  const bytes = await replicaLagBytes();
  if (bytes === null) return null;
  if (Number.isNaN(bytes))
    return {
      name: 'replica',
      state: 'warn',
      detail: 'The replica does not answer; reports are read from the primary',
      cure: 'Look at the replica and at DATABASE_REPLICA_URL. It is used again as soon as it answers.',
    };
  const detail = `${(bytes / 1024).toFixed(0)} KiB behind the primary`;
  if (bytes < farBehindBytes) return ok('replica', detail);
  return {
    name: 'replica',
    state: 'warn',
    detail: `${detail}; reports are read from the primary`,
    cure: 'Look at the load of the replica, at long reports on it, and at the network between the two.',
  };
}

export async function checkEventLoop(): Promise<HealthCheck> {
  const { p99, utilization } = eventLoopState();
  const detail = `${Math.round(utilization * 100)} % busy, answers wait up to ${Math.round(p99 * 1000)} ms (p99 of the last 15 s)`;
  if (p99 < 0.25 && utilization < 0.9) return ok('event_loop', detail);
  return {
    name: 'event_loop',
    state: p99 > 1 ? 'fail' : 'warn',
    detail,
    cure: 'Start another process behind the gateway, and keep jobs out of this one (WORKER=0).',
  };
}
