/** What the cache does, for Prometheus: `lyceum_cache_…`. */
import { Counter, Gauge } from 'prom-client';
import { registry } from '../telemetry/metrics.ts';

export type CacheResult = 'hit_process' | 'hit_shared' | 'miss' | 'bypass';

const requests = new Counter({
  name: 'lyceum_cache_requests_total',
  help: 'Reads that asked the cache, by entry and where the answer came from',
  labelNames: ['cache', 'result'],
  registers: [registry],
});
const invalidations = new Counter({
  name: 'lyceum_cache_invalidations_total',
  help: 'Values ended by a change in the memory of this process, by entry',
  labelNames: ['cache'],
  registers: [registry],
});

export const countRead = (cache: string, result: CacheResult): void => requests.inc({ cache, result });
export const countEnded = (cache: string): void => invalidations.inc({ cache });

let measured: () => { entries: number; bytes: number } = () => ({ entries: 0, bytes: 0 });
/** The sizes are those of the memory made last: one per process. */
export const measureCache = (sizes: typeof measured): void => {
  measured = sizes;
};
new Gauge({
  name: 'lyceum_cache_entries',
  help: 'Values in the memory of this process',
  registers: [registry],
  collect() {
    this.set(measured().entries);
  },
});
new Gauge({
  name: 'lyceum_cache_bytes',
  help: 'Size of the values in the memory of this process, in bytes, partly estimated',
  registers: [registry],
  collect() {
    this.set(measured().bytes);
  },
});
