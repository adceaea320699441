/** The event loop, the data folder's disk and open event streams of this process. */
import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
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
let backupFolder: string | null = null;
export const watchFolders = (data: string, backups: string): void => {
  dataFolder = data;
  backupFolder = backups;
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

/** Null where no backup has ever been: then there is none to grow old. What is being written begins with a dot or ends in `.partial`. */
async function newestBackup(): Promise<number | null> {
  if (backupFolder === null) return null;
  const folder = backupFolder;
  const names = (await readdir(folder).catch(() => [])).filter((name) => !/^\.|\.partial$/.test(name));
  const times = await Promise.all(
    names.map(async (name) => (await stat(path.join(folder, name)).catch(() => null))?.mtimeMs ?? 0),
  );
  return times.length > 0 ? Math.max(...times) : null;
}

new Gauge({
  name: 'lyceum_backup_age_seconds',
  help: 'Age of the newest backup in the backup folder; missing where there is none',
  registers,
  async collect() {
    const newest = await newestBackup();
    this.reset();
    this.set(newest === null ? Number.NaN : Math.max(0, Date.now() - newest) / 1000);
  },
});
