/**
 * Does the database still answer? A server that is dead refuses connections and everybody knows; one that hangs (a stopped
 * process, a stalled disk, a network that swallows packets) keeps them open and says nothing, and no timeout on the server fires.
 *
 * When a statement has waited for a while, the server is asked something easy over a connection kept for that. When neither this
 * nor anything else is answered it counts as hanging: everybody who waits is told at once, and nobody new waits, until it answers
 * again. A statement that is merely long is left alone, and a machine that is merely busy answers something.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';

/** The database is away, hangs, or has more to do than may wait for it. Nothing is known of a statement under way. */
export class DatabaseUnavailable extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';
}

// Together well below the five seconds within which everybody is to have an answer.
const lookEveryMilliseconds = 500;
const suspiciousMilliseconds = 1000;
const patienceMilliseconds = 2500;

type Waiting = { since: number; fail: (error: Error) => void };

export class ServerWatch {
  /** Grows when the server was found hanging: connections made before are not to be trusted. */
  generation = 0;
  private hangs = false;
  private readonly waiting = new Set<Waiting>();
  private readonly connectionString: string;
  private readonly longestMilliseconds: number;
  private readonly timer: NodeJS.Timeout;
  private readonly onChange: (hangs: boolean) => void;
  private probe: pg.Client | null = null;
  private isAsking = false;
  private lastAnswerAt = 0;

  /** @param options.longest_milliseconds  no statement takes longer; one that does has lost its connection */
  constructor(options: {
    connection_string: string;
    longest_milliseconds: number;
    onChange: (hangs: boolean) => void;
  }) {
    this.connectionString = options.connection_string;
    this.longestMilliseconds = options.longest_milliseconds;
    this.onChange = options.onChange;
    this.timer = setInterval(() => void this.look(), lookEveryMilliseconds);
    this.timer.unref();
  }

  /** @throws DatabaseUnavailable while the server hangs: for those who have not begun yet */
  refuseWhileHanging(): void {
    if (this.hangs) throw new DatabaseUnavailable('The database does not answer');
  }

  /**
   * Waits for the server, but not for one that hangs.
   *
   * @param late  for what arrives after nobody waits any more
   */
  async guard<Result>(work: Promise<Result>, late?: (result: Result) => void): Promise<Result> {
    try {
      return await this.first(work, late);
    } catch (error) {
      // From here on the trace knows who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  private first<Result>(work: Promise<Result>, late?: (result: Result) => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      const mine: Waiting = { since: performance.now(), fail: reject };
      this.waiting.add(mine);
      work.then(
        (result) => {
          this.lastAnswerAt = performance.now();
          if (this.waiting.delete(mine)) resolve(result);
          else late?.(result);
        },
        (error) => {
          if (this.waiting.delete(mine)) reject(error);
        },
      );
    });
  }

  /** Connects while all is well, so that the question costs little when it matters. */
  prepare(): void {
    if (!this.probe && !this.hangs) void this.ask();
  }

  private async look(): Promise<void> {
    const now = performance.now();
    for (const one of this.waiting) {
      if (now - one.since < this.longestMilliseconds) break;
      this.waiting.delete(one);
      one.fail(new DatabaseUnavailable('A connection to the database was lost'));
    }
    const [oldest] = this.waiting;
    const isSuspicious = oldest !== undefined && now - oldest.since > suspiciousMilliseconds;
    if (this.isAsking || !(this.hangs || isSuspicious)) return;
    this.isAsking = true;
    const answers = await this.answers();
    this.isAsking = false;
    if (answers === this.hangs) this.change(!answers);
  }

  private change(hangs: boolean): void {
    this.hangs = hangs;
    if (hangs) {
      this.generation++;
      const all = [...this.waiting];
      this.waiting.clear();
      for (const one of all) one.fail(new DatabaseUnavailable('The database does not answer'));
    }
    this.onChange(hangs);
  }

  /** Also a refusal is an answer: a server that is away fails its connections by itself. */
  private async answers(): Promise<boolean> {
    const askedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        // A process that was held up itself finds the answer in its socket only now.
        void nextTurn()
          .then(() => nextTurn())
          .then(() => resolve(false));
      }, patienceMilliseconds);
    });
    const answered = await Promise.race([this.ask(), late]);
    clearTimeout(timer);
    if (!answered) this.dropProbe();
    return answered || this.lastAnswerAt > askedAt;
  }

  private async ask(): Promise<boolean> {
    try {
      if (!this.probe) {
        const probe = new pg.Client({
          connectionString: this.connectionString,
          application_name: 'lyceum-watch',
        });
        this.probe = probe;
        probe.on('error', () => this.dropProbe(probe));
        await probe.connect();
      }
      await this.probe?.query('select 1');
    } catch {
      this.dropProbe();
    }
    return true;
  }

  private dropProbe(which = this.probe): void {
    if (!which || which !== this.probe) return;
    this.probe = null;
    // Not in order: the other end may be the one that hangs.
    const { stream } = (which as unknown as { connection: { stream: { destroy(): void } } }).connection;
    stream.destroy();
  }

  close(): void {
    clearInterval(this.timer);
    this.dropProbe();
  }
}
