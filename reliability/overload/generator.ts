/**
 * A crowd as a process of its own: sends prepared bytes on kept connections, at a set rate whether or not answers come (open loop),
 * or as fast as answers come (closed loop), and counts. It shares the machine with what it measures, so it does as little as it can:
 * no HTTP library, no timer and no promise per request.
 *
 * Reads one `Plan` as JSON from its standard input; prints one `Outcome` per phase, a line each, when the phase has ended.
 */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands in a request for a number that grows from one to the next. */
export const number = 'NUMBERNUMBER';
const firstNumber = 100_000_000_000;

export type Prepared = {
  kind: string;
  /** How many of these to one of weight 1. */
  weight: number;
  requests: string[];
  /** Whether `number` stands in them. */
  numbered?: boolean;
};
export type Phase =
  | { name: string; seconds: number; per_second: number }
  | { name: string; seconds: number; connections: number };
export type Plan = { port: number; most_connections: number; kinds: Prepared[]; phases: Phase[] };

export type Tally = {
  sent: number;
  served: number;
  /** 429 or 503 with Retry-After. */
  refused: number;
  /** The same without. */
  rude: number;
  other_5xx: number;
  other_4xx: number;
  /** Broken off without a whole answer. */
  resets: number;
  /** Of those served. */
  milliseconds: number[];
};
export type Outcome = {
  name: string;
  by_kind: Record<string, Tally>;
  /** By second of sending. */
  seconds: { served: number; p95: number }[];
  /** Due while every connection was taken. */
  unsent: number;
  cpu_seconds: number;
};

const emptyTally = (): Tally => ({
  sent: 0,
  served: 0,
  refused: 0,
  rude: 0,
  other_5xx: 0,
  other_4xx: 0,
  resets: 0,
  milliseconds: [],
});

type Count = { by_kind: Record<string, Tally>; seconds: number[][]; unsent: number; started_at: number };

/** One kept connection with at most one request on it. */
class Line {
  private socket: Socket | null = null;
  private text = '';
  private kind = '';
  private sent_at = 0;
  private count: Count | null = null;
  private readonly port: number;
  private readonly onFree: (line: Line) => void;

  constructor(port: number, onFree: (line: Line) => void) {
    this.port = port;
    this.onFree = onFree;
  }

  send(kind: string, bytes: string, count: Count): void {
    this.kind = kind;
    this.count = count;
    this.text = '';
    this.sent_at = performance.now();
    count.by_kind[kind]!.sent++;
    this.socket ??= this.open();
    this.socket.write(bytes, 'latin1');
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      this.text = this.text === '' ? part : this.text + part;
      if (isWhole(this.text)) this.answered();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = null;
      const { count } = this;
      if (!count) return;
      this.count = null;
      count.by_kind[this.kind]!.resets++;
      this.onFree(this);
    });
    return socket;
  }

  private answered(): void {
    const count = this.count!;
    this.count = null;
    note(count, this.kind, this.text, this.sent_at);
    this.onFree(this);
  }
}

/** Answers here have a length, come in chunks, or have no body. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const at = text.indexOf('content-length: ');
  if (at > 0 && at < head) return text.length >= head + 4 + Number.parseInt(text.slice(at + 16, at + 26), 10);
  return text.startsWith('204', 9) || text.startsWith('304', 9) || text.endsWith('0\r\n\r\n');
}

function note(count: Count, kind: string, text: string, sentAt: number): void {
  const tally = count.by_kind[kind]!;
  const status = Number(text.slice(9, 12));
  if (status < 400) {
    const took = performance.now() - sentAt;
    tally.served++;
    tally.milliseconds.push(took);
    const second = Math.floor((sentAt - count.started_at) / 1000);
    count.seconds[second] ??= [];
    count.seconds[second].push(took);
  } else if (status === 429 || status === 503)
    if (text.includes('\r\nretry-after: ')) tally.refused++;
    else tally.rude++;
  else if (status >= 500) tally.other_5xx++;
  else tally.other_4xx++;
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * 0.95) - 1)] ?? 0;

class Crowd {
  private readonly idle: Line[] = [];
  private readonly lines: Line[] = [];
  private readonly plan: Plan;
  private readonly order: Prepared[];
  private n = 0;
  /** In closed loop: what to do with a line that is free. */
  private again: ((line: Line) => void) | null = null;

  constructor(plan: Plan) {
    this.plan = plan;
    this.order = interleaved(plan.kinds);
  }

  /**
   * Opens all connections, a few at a time. A server of Node.js lets in one connection per turn of its event loop, so a crowd that
   * connects anew while it is busy measures the wait at the door and nothing else.
   */
  async connect(): Promise<void> {
    const count: Count = { by_kind: { door: emptyTally() }, seconds: [], unsent: 0, started_at: 0 };
    const knock = 'GET /api/health/live/ HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';
    for (let line = this.another(); line; line = this.another()) {
      line.send('door', knock, count);
      if (this.lines.length % 20 === 0) await this.allAnswered();
    }
    await this.allAnswered();
  }

  async run(phase: Phase): Promise<Outcome> {
    const by_kind = Object.fromEntries(this.plan.kinds.map(({ kind }) => [kind, emptyTally()]));
    const count: Count = { by_kind, seconds: [], unsent: 0, started_at: performance.now() };
    const cpu = process.cpuUsage();
    if ('connections' in phase) await this.closed(phase.connections, phase.seconds, count);
    else await this.open(phase.per_second, phase.seconds, count);
    const used = process.cpuUsage(cpu);
    const seconds = Array.from(count.seconds, (took = []) => ({ served: took.length, p95: p95(took) }));
    const cpu_seconds = (used.user + used.system) / 1e6;
    return { name: phase.name, by_kind, seconds, unsent: count.unsent, cpu_seconds };
  }

  close(): void {
    for (const line of this.lines) line.close();
  }

  private async open(perSecond: number, seconds: number, count: Count): Promise<void> {
    let due = 0;
    for (let now = 0; now < seconds; now = (performance.now() - count.started_at) / 1000) {
      for (const until = Math.floor(now * perSecond); due < until; due++) {
        const line = this.idle.pop() ?? this.another();
        if (line) this.next(line, count);
        else count.unsent++;
      }
      await sleep(4);
    }
    await this.allAnswered();
  }

  private async closed(connections: number, seconds: number, count: Count): Promise<void> {
    const until = count.started_at + seconds * 1000;
    this.again = (line) => {
      if (performance.now() < until) this.next(line, count);
      else this.idle.push(line);
    };
    for (let n = 0; n < connections; n++) this.next(this.idle.pop() ?? this.another()!, count);
    await sleep(seconds * 1000);
    await this.allAnswered();
    this.again = null;
  }

  private next(line: Line, count: Count): void {
    const { kind, requests, numbered } = this.order[this.n % this.order.length]!;
    const which = Math.floor(this.n / this.order.length) * 7919 + this.n;
    this.n++;
    const bytes = requests[which % requests.length]!;
    line.send(kind, numbered ? bytes.replace(number, String(firstNumber + this.n)) : bytes, count);
  }

  private another(): Line | undefined {
    if (this.lines.length >= this.plan.most_connections) return undefined;
    const line = new Line(this.plan.port, (free) => (this.again ? this.again(free) : this.idle.push(free)));
    this.lines.push(line);
    return line;
  }

  private async allAnswered(): Promise<void> {
    for (let looks = 0; this.idle.length < this.lines.length && looks < 6000; looks++) await sleep(5);
  }
}

/** Every kind as often as its weight says, evenly mixed. */
function interleaved(kinds: readonly Prepared[]): Prepared[] {
  const places = kinds.flatMap((kind) =>
    Array.from({ length: kind.weight }, (_, n) => ({ at: (n + 0.5) / kind.weight, kind })),
  );
  return places.toSorted((a, b) => a.at - b.at).map(({ kind }) => kind);
}

async function main(): Promise<void> {
  let given = '';
  for await (const part of process.stdin) given += String(part);
  const plan = JSON.parse(given) as Plan;
  const crowd = new Crowd(plan);
  await crowd.connect();
  for (const phase of plan.phases) process.stdout.write(`${JSON.stringify(await crowd.run(phase))}\n`);
  crowd.close();
}

if (process.argv[1]?.endsWith('generator.ts')) await main();
