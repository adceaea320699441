/**
 * How much one address may report to this process: a browser sends about twice a minute, an office behind one address some
 * hundreds. In memory only, because what is lost past it is a count that is a little too small.
 */
import { LRUCache } from 'lru-cache';

const perMinute = 300;
const perMinuteOfAll = 3000;
const minute = 60_000;

type Window = { since: number; count: number };
const windows = new LRUCache<string, Window>({ max: 10_000 });

function take(key: string, limit: number, now: number): number {
  const known = windows.get(key);
  const window = known && now - known.since < minute ? known : { since: now, count: 0 };
  window.count++;
  windows.set(key, window);
  return window.count <= limit ? 0 : Math.max(1, Math.ceil((window.since + minute - now) / 1000));
}

/** @returns 0, or the seconds to wait */
export const mayReport = (ip: string, now: Date): number =>
  take(ip, perMinute, now.getTime()) || take('*', perMinuteOfAll, now.getTime());
