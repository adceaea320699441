/** The event loop, the data folder's disk, backups and open event streams of this process. */
import { statfs } from 'node:fs/promises';
import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Gauge } from 'prom-client';
import { registry } from './metrics.ts';

const registers = [registry];

/** Looked at, not scraped: the health page asks for the last minute, whoever else reads the metrics. */
const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();
let before: EventLoopUtilization = performance.eventLoopUtilization();
let minute = { p50: 0, p99: 0, utilization: 0 };
setInterval(() => {
  const now = performance.eventLoopUtilization();
  minute = {
    p50: delay.percentile(50) / 1e9,
    p99: delay.percentile(99) / 1e9,
    utilization: performance.eventLoopUtilization(now, before).utilization,
  };
  before = now;
  delay.reset();
}, 15_000).unref();

/** Of the last quarter of a minute. Delays include the 20 ms with which they are sampled. */
export const eventLoopState = (): typeof minute => minute;

new Gauge({
  name: 'lyceum_event_loop_utilization_ratio',
  help: 'Share of time in which the event loop was busy, in the last 15 seconds',
  registers,
  collect() {
    this.set(minute.utilization);
  },
});

let openStreams: (() => number) | null = null;
export const watchEventStreams = (count: () => number): void => {
  openStreams = count;
};
new Gauge({
  name: 'lyceum_event_streams_open',
  help: 'Open connections of browsers that hear hints',
  registers,
  collect() {
    this.set(openStreams?.() ?? 0);
  },
});

let dataFolder: string | null = null;
export const watchDataFolder = (data: string): void => {
  dataFolder = data;
};
for (const [name, help, of] of [
  ['lyceum_data_folder_free_bytes', 'Free space on the disk of the data folder', 'bavail'],
  ['lyceum_data_folder_size_bytes', 'Size of the disk of the data folder', 'blocks'],
] as const)
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      const disk = dataFolder === null ? null : await statfs(dataFolder).catch(() => null);
      this.reset();
      this.set(disk ? disk[of] * disk.bsize : Number.NaN);
    },
  });

type FindBackup = () => Promise<Date | null>;
let findBackup: FindBackup | null = null;
let found: { at: number; newest: Promise<Date | null> } | null = null;
const freshMilliseconds = 5000;
const longestMilliseconds = 2000;

/** @param find  when the newest backup was taken, or since when there should be one. @returns stops watching */
export function watchBackups(find: FindBackup): () => void {
  findBackup = find;
  found = null;
  return () => {
    if (findBackup === find) findBackup = null;
  };
}

/** A scrape does not wait for a database or a disk that hangs: the figure is missing then. */
function newestBackup(find: FindBackup): Promise<Date | null> {
  if (!found || performance.now() - found.at > freshMilliseconds) {
    const late = new Promise<null>((resolve) => {
      setTimeout(resolve, longestMilliseconds, null).unref();
    });
    found = { at: performance.now(), newest: Promise.race([find().catch(() => null), late]) };
  }
  return found.newest;
}

new Gauge({
  name: 'lyceum_backup_age_seconds',
  help: 'Age of the newest backup; of the site where backups are expected and there is none; missing where none are expected',
  registers,
  async collect() {
    const newest = findBackup && (await newestBackup(findBackup));
    this.reset();
    this.set(newest ? Math.max(0, Date.now() - newest.getTime()) / 1000 : Number.NaN);
  },
});
