/**
 * How many requests of which kind one caller may make in a minute, and how long to wait past that. Pure.
 *
 * A minute slides: what was asked in the minute before counts by the part of it that is still less than a minute ago.
 * A refused request is not counted, so waiting always ends.
 */
import type { RequestCost } from '#contract/endpoint.ts';

export const windowSeconds = 60;
/** Parts of a minute are not exact; nobody waits a second more for that. */
const rounding = 1e-6;

/**
 * Part of RATE_LIMIT_ADDRESS or RATE_LIMIT_ACCOUNT that each kind of request has for itself. Kinds do not share: a person whose
 * exports are refused still hands in answers, which are allowed most and so are refused last.
 */
const shares: Record<Exclude<RequestCost, 'free'>, number> = {
  learning: 2,
  read: 1,
  write: 0.5,
  costly: 0.1,
};

export const allowance = (perMinute: number, cost: Exclude<RequestCost, 'free'>): number =>
  Math.max(1, Math.floor(perMinute * shares[cost]));

/** Requests counted in the minute under way, which began at `window` minutes since 1970, and in the one before. */
export type Count = { window: number; current: number; previous: number };

export type Judgement = { allowed: boolean; remaining: number /** 0 when allowed. */; wait_seconds: number };

/** Judges one more request. */
export function judgeRequest(limit: number, { current, previous }: Count, nowSeconds: number): Judgement {
  const gone = (nowSeconds % windowSeconds) / windowSeconds;
  const used = current + previous * (1 - gone);
  if (used + 1 <= limit + rounding)
    return {
      allowed: true,
      remaining: Math.max(0, Math.floor(limit - used - 1 + rounding)),
      wait_seconds: 0,
    };
  return { allowed: false, remaining: 0, wait_seconds: waitFor(limit, current, previous, gone) };
}

/** Seconds until there is room: in this minute when the one before fades enough, else in the next. */
function waitFor(limit: number, current: number, previous: number, gone: number): number {
  const room = limit - 1 - current;
  const part =
    room >= 0 && previous > 0
      ? 1 - room / previous - gone
      : 1 - gone + Math.max(0, 1 - (limit - 1) / current);
  return Math.max(1, Math.ceil(part * windowSeconds - rounding));
}

/** The count as it stands now: minutes that passed without a request fade out of it. */
export function rolled(count: Count | undefined, window: number): Count {
  if (count?.window === window) return count;
  return { window, current: 0, previous: count?.window === window - 1 ? count.current : 0 };
}
