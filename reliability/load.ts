/** Requests at a set rate, whether or not the answers keep up: what a crowd does, not what a polite client does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask } from './http.ts';

export type Shot = {
  /** Milliseconds since the load began, when it was sent. */
  at: number;
  milliseconds: number;
  /** 0: no whole answer. */
  status: number;
  has_retry_after: boolean;
  name: string;
};

export class Load {
  readonly shots: Shot[] = [];
  under_way = 0;
  most_under_way = 0;
  private readonly startedAt = performance.now();
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  now(): number {
    return performance.now() - this.startedAt;
  }

  /** @param fire  sends one request; `n` counts from 0 */
  start(perSecond: number, fire: (n: number) => { name: string; answer: Promise<Answer> }): void {
    const began = this.now();
    let sent = 0;
    const loop = async () => {
      while (!this.isStopped) {
        const due = Math.floor(((this.now() - began) / 1000) * perSecond);
        while (sent < due) this.note(fire(sent++));
        await sleep(Math.max(1, Math.min(20, 1000 / perSecond)));
      }
    };
    this.running = Promise.all([this.running, loop()]).then(() => undefined);
  }

  private note({ name, answer }: { name: string; answer: Promise<Answer> }): void {
    const at = this.now();
    this.under_way++;
    this.most_under_way = Math.max(this.most_under_way, this.under_way);
    const done = (status: number, has_retry_after: boolean) => {
      this.under_way--;
      this.shots.push({ at, milliseconds: this.now() - at, status, has_retry_after, name });
    };
    answer.then(
      ({ status, headers }) => done(status, headers['retry-after'] !== undefined),
      () => done(0, false),
    );
  }

  /** Sends no more and waits for what is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
    for (let tries = 0; this.under_way > 0 && tries < 700; tries++) await sleep(100);
  }

  between(from: number, to: number): Shot[] {
    return this.shots.filter(({ at }) => at >= from && at < to);
  }
}

export const isServed = ({ status }: Shot): boolean => status >= 200 && status < 400;
export const isRefusedProperly = ({ status, has_retry_after }: Shot): boolean =>
  (status === 503 || status === 429) && has_retry_after;
/** Neither served nor asked to come back. */
export const isWrong = (shot: Shot): boolean => !isServed(shot) && !isRefusedProperly(shot);

/** How answers divide: "200: 812, 503: 44". */
export function statusesOf(shots: readonly Shot[]): string {
  const counts = new Map<string, number>();
  for (const { status } of shots) {
    const name = status === 0 ? 'no answer' : String(status);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(', ') || 'none';
}

/** Asks every process ten times a second whether it lives. */
export function watchLiveness(bases: readonly string[]): Load {
  const load = new Load();
  load.start(10 * bases.length, (n) => ({
    name: 'live',
    answer: ask(`${bases[n % bases.length]}/api/health/live/`, { timeout_milliseconds: 5000 }),
  }));
  return load;
}
