/**
 * How much may be under way in a process before it refuses more, by what a request is for. Pure.
 *
 * What is under way, divided by what is answered in a second, is how long whoever comes now will wait. Past a patience it is kinder
 * to say "later" at once: a queue that nobody reads to its end helps no one. What people would lose is the last to be refused.
 */
import type { RequestCost } from '#contract/endpoint.ts';

/** `free` is never refused. */
export type Refusable = Exclude<RequestCost, 'free'>;

type Share = {
  /** How many times the patience of an ordinary request it may be expected to wait. */
  wait: number;
  /** Under way per connection of the pool: always allowed, however slow answers are; the connections want work. */
  least: number;
  /** And never more, however fast: below what the pool lets wait (mostWaitingPerConnection), so that it refuses nothing first. */
  most: number;
};

/** Learning is let in as long as the pool would take it, also by a process that answers nothing at the moment. */
const shares: Record<Refusable, Share> = {
  costly: { wait: 0.5, least: 1, most: 8 },
  read: { wait: 1, least: 2, most: 15 },
  write: { wait: 1, least: 2, most: 15 },
  learning: { wait: 1, least: 28, most: 28 },
};

export const refusables = Object.keys(shares) as Refusable[];

export type Bounds = { wait_seconds: number; connections: number };

/**
 * So many requests may be under way for one more of this kind to be let in.
 *
 * @param capacity  answers per second while the process was busy; null when it was not, and nothing is known
 */
export function mostUnderWay(
  kind: Refusable,
  capacity: number | null,
  { wait_seconds, connections }: Bounds,
): number {
  const { wait, least, most } = shares[kind];
  if (capacity === null) return most * connections;
  const readable = Math.floor(capacity * wait * wait_seconds);
  return Math.min(most * connections, Math.max(least * connections, readable));
}

/** What was seen in one span of time. */
export type Span = {
  seconds: number;
  answers: number;
  /** Of the answers, those given while every connection of the pool had a request to work for. */
  busy_answers: number;
  /** At its end. */
  under_way: number;
};

const weightOfNews = 0.3;
const busyShare = 0.9;

/**
 * Answers per second as known after one more span. A span says something only when there was always enough to do: what is answered
 * in a quiet minute is what was asked.
 */
export function learnCapacity(known: number | null, span: Span, connections: number): number | null {
  const isBusy =
    span.under_way >= connections && span.busy_answers >= busyShare * span.answers && span.seconds > 0;
  if (!isBusy) return null;
  const now = span.answers / span.seconds;
  return known === null ? now : known + weightOfNews * (now - known);
}
