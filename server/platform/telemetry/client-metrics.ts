/** What browsers report, as metrics of the process that took it in. Pages are in the database only: their names come from outside. */
import { Counter, Histogram } from 'prom-client';
import type { Device, Vital } from '#contract/telemetry.ts';
import { registry } from './metrics.ts';

const registers = [registry];

const seconds = new Histogram({
  name: 'lyceum_web_vital_seconds',
  help: 'What people wait for in browsers: largest paint (lcp), reaction to input (inp), first byte (ttfb)',
  labelNames: ['vital', 'device'],
  buckets: [0.05, 0.1, 0.2, 0.5, 0.8, 1.2, 1.8, 2.5, 4, 8],
  registers,
});
const shifts = new Histogram({
  name: 'lyceum_web_layout_shift_score',
  help: 'How much pages moved under the reader (cls)',
  labelNames: ['device'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
  registers,
});
const errors = new Counter({
  name: 'lyceum_web_errors_total',
  help: 'Errors that browsers reported',
  registers,
});
const views = new Counter({
  name: 'lyceum_web_views_total',
  help: 'Pages shown, by kind of device',
  labelNames: ['device'],
  registers,
});

export function observeVital(vital: Vital, device: Device, value: number): void {
  if (vital === 'cls') shifts.observe({ device }, value);
  else seconds.observe({ vital, device }, value / 1000);
}
export const observeClientErrors = (count: number): void => errors.inc(count);
export const observeViews = (device: Device, count: number): void => views.inc({ device }, count);
