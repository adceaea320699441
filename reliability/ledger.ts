/**
 * The ledger: what was sent, and what was acknowledged, each on disk before the next step. After everything broke it is read
 * from there and held against what the product still has.
 *
 * A key is one thing with one value at a time (an answer, a lesson's state, a file), written by one writer, one write after
 * the other. What came after the last acknowledgement may have happened or not; anything else is a fault.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';

type Line =
  | { sent: number; key: string; value: string }
  | { acked: number }
  /** Answered with a refusal (4xx): it did not happen. */
  | { refused: number };

export class Ledger {
  private readonly file: FileHandle;
  private readonly path: string;
  private waiting: string[] = [];
  private flushing: Promise<void> | null = null;
  private count = 0;

  private constructor(file: FileHandle, path: string) {
    this.file = file;
    this.path = path;
  }

  static async open(path: string): Promise<Ledger> {
    return new Ledger(await open(path, 'a'), path);
  }

  /** Before sending. @returns the number to acknowledge */
  async send(key: string, value: string): Promise<number> {
    const sent = ++this.count;
    await this.write({ sent, key, value });
    return sent;
  }

  acknowledge(sent: number): Promise<void> {
    return this.write({ acked: sent });
  }

  refuse(sent: number): Promise<void> {
    return this.write({ refused: sent });
  }

  /** Resolves when the line is on disk. Lines that come together share one sync. */
  private async write(line: Line): Promise<void> {
    this.waiting.push(`${JSON.stringify(line)}\n`);
    // What is being synced now began before this line.
    await this.flushing;
    this.flushing ??= this.flush().finally(() => {
      this.flushing = null;
    });
    await this.flushing;
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.file.appendFile(this.waiting.splice(0).join(''));
      await this.file.datasync();
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  read(): Promise<Books> {
    return readBooks(this.path);
  }
}

/** What may stand under a key. `acked` undefined: nothing was ever acknowledged. */
type Entry = { acked: string | undefined; open: string[]; ever: Set<string> };
export type Books = Map<string, Entry>;

async function readBooks(path: string): Promise<Books> {
  const books: Books = new Map();
  const sent = new Map<number, { key: string; value: string }>();
  for (const text of (await readFile(path, 'utf8')).split('\n').filter(Boolean)) {
    const line = JSON.parse(text) as Line;
    if ('sent' in line) {
      sent.set(line.sent, line);
      const entry = books.get(line.key) ?? { acked: undefined, open: [], ever: new Set<string>() };
      books.set(line.key, entry);
      entry.open.push(line.value);
      entry.ever.add(line.value);
      continue;
    }
    const of = sent.get('acked' in line ? line.acked : line.refused)!;
    const entry = books.get(of.key)!;
    if ('acked' in line) {
      entry.acked = of.value;
      // Sent before it, by the same writer: what is later is what counts.
      entry.open = [];
    } else entry.open = entry.open.filter((value) => value !== of.value);
  }
  return books;
}

export type Verdict = {
  acked_present: number;
  lost: string[];
  unknown_present: number;
  unknown_absent: number;
  duplicate: string[];
  torn: string[];
};

/**
 * Holds the books against what is there.
 *
 * @param found  values by key; a key with several values is there several times. The value `torn` says that parts of one
 *   write are there and others are not.
 */
export function judge(books: Books, found: ReadonlyMap<string, readonly string[]>): Verdict {
  const verdict: Verdict = {
    acked_present: 0,
    lost: [],
    unknown_present: 0,
    unknown_absent: 0,
    duplicate: [],
    torn: [],
  };
  for (const [key, entry] of books) {
    const values = found.get(key) ?? [];
    const [value] = values;
    if (values.length > 1) verdict.duplicate.push(key);
    if (value === undefined) {
      if (entry.acked === undefined) verdict.unknown_absent++;
      else verdict.lost.push(`${key}: ${entry.acked} is not there`);
    } else if (!entry.ever.has(value)) verdict.torn.push(`${key}: ${value}`);
    else if (value === entry.acked) verdict.acked_present++;
    else if (entry.open.includes(value)) verdict.unknown_present++;
    else verdict.lost.push(`${key}: ${value} is there, ${entry.acked} was acknowledged later`);
  }
  for (const [key, values] of found)
    if (!books.has(key)) verdict.torn.push(`${key}: ${values.join()} was never sent`);
  return verdict;
}
