/**
 * What a check measured, and whether it holds: figures with their goals, printed as they come. A check calls `defer` for
 * everything it starts or makes, so that nothing is left behind, also when it fails or is interrupted.
 */

export type Figure = { name: string; value: string; goal: string; ok: boolean };

export type Check = {
  /** As in the quality plan: R1, R3b, S5. */
  id: string;
  title: string;
  /** Wall time of the long version, on two cores. */
  minutes: number;
  run(report: Report): Promise<void>;
};

export class Report {
  readonly figures: Figure[] = [];
  /** Sentences that belong to the figures: what was left out here and why. */
  readonly notes: string[] = [];
  /** Why the check could not run on this machine; null when it did. */
  skipped: string | null = null;
  private readonly deferred: (() => Promise<unknown> | unknown)[] = [];
  private readonly isShort: boolean;
  private readonly isQuiet: boolean;

  constructor(options: { short?: boolean; quiet?: boolean } = {}) {
    this.isShort = options.short ?? false;
    this.isQuiet = options.quiet ?? false;
  }

  /** How often, how long: the plan's number, or the one for `npm test`. `RELIABILITY_SCALE=0.2` shrinks the plan's. */
  count(long: number, short: number): number {
    if (this.isShort) return short;
    const scale = Number(process.env['RELIABILITY_SCALE'] ?? 1);
    return Math.max(short, Math.round(long * scale));
  }

  say(line: string): void {
    if (!this.isQuiet) process.stdout.write(`  ${line}\n`);
  }

  figure(name: string, value: string | number, goal: string, ok: boolean): void {
    const figure = { name, value: String(value), goal, ok };
    this.figures.push(figure);
    this.say(`${ok ? 'ok    ' : 'MISSED'} ${name}: ${figure.value} (goal: ${goal})`);
  }

  /** A number that must be nought: lost, duplicates, torn, wrong answers. */
  zero(name: string, value: number): void {
    this.figure(name, value, '0', value === 0);
  }

  /** A measured number with a bound; rounded to what is worth reading. */
  atMost(name: string, value: number, limit: number, unit = ''): void {
    this.figure(name, readable(value, unit), `≤ ${readable(limit, unit)}`, value <= limit);
  }

  atLeast(name: string, value: number, limit: number, unit = ''): void {
    this.figure(name, readable(value, unit), `≥ ${readable(limit, unit)}`, value >= limit);
  }

  /** A number without a goal, which says how much the others were measured on. */
  counted(name: string, value: number | string): void {
    this.figure(name, value, '-', true);
  }

  note(sentence: string): void {
    this.notes.push(sentence);
    this.say(sentence);
  }

  skip(reason: string): void {
    this.skipped = reason;
    this.say(`skipped: ${reason}`);
  }

  /** Run at the end, last first. */
  defer(work: () => Promise<unknown> | unknown): void {
    this.deferred.push(work);
  }

  async end(): Promise<void> {
    for (const work of this.deferred.splice(0).toReversed())
      await Promise.resolve(work()).catch((error: Error) => this.say(`clearing up: ${error.message}`));
  }

  get misses(): string[] {
    return this.figures
      .filter(({ ok }) => !ok)
      .map(({ name, value, goal }) => `${name}: ${value}, goal ${goal}`);
  }
}

const readable = (value: number, unit: string): string =>
  `${Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100}${unit && ` ${unit}`}`;

/** The value below which `share` of the values lie; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Runs a check to its end and clears up after it, whatever happens. */
export async function runCheck(check: Check, report: Report): Promise<void> {
  try {
    await check.run(report);
  } catch (error) {
    report.figure('ran to its end', (error as Error).message.slice(0, 300), 'yes', false);
    report.say((error as Error).stack ?? '');
  } finally {
    await report.end();
  }
}
