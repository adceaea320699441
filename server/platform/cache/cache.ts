/**
 * The cache: in the memory of the process, then in Redis when there is one, then the database.
 *
 * What it holds is declared in entries.ts. Lifetimes are upper bounds; every change ends what it concerns at once, in every
 * process: the writer's own memory with the commit, Redis before the writer is answered, other processes by a message over
 * PostgreSQL. Never holds an authorisation decision: access is checked before, or the key names exactly who may see the value.
 *
 * While the wire for changes is down nothing is served from here, and when it is back everything is forgotten: a change could
 * have been missed.
 */
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isUncached } from '../db/one-commit.ts';
import type { Bus } from '../realtime/bus.ts';
import { tellEndings } from './endings.ts';
import { type CacheEntry, fill, type KeyParts, tagsOfChange } from './entries.ts';
import { type CacheResult, countEnded, countRead, measureCache } from './metrics.ts';
import type { SharedCache } from './shared.ts';

/** What a reader of the response header `x-cache` sees. */
export type CacheNote = { key: string; result: CacheResult };
/** How a value becomes bytes for Redis, and back. Without one it is JSON. */
export type Packing<Value> = { pack(value: Value): Buffer; unpack(bytes: Buffer): Value };

export type Cache = {
  /**
   * The cached value, or what `load` makes. Concurrent callers of one key share one load.
   *
   * @param parts  what the key is made of; further names may fill the entry's tags
   */
  remember<Entry extends CacheEntry, Value>(
    entry: Entry,
    parts: KeyParts<Entry>,
    load: () => Promise<Value>,
    more?: { packing?: Packing<Value> | undefined; notes?: CacheNote[] | undefined },
  ): Promise<Value>;
  /** Ends what these changes concern, in every process; `*` ends everything. Resolves when the others have been told. */
  changed(changes: readonly string[]): Promise<void>;
  /** Calls back with every change, of this or another process, after it was forgotten here. */
  onChange(listener: (change: string) => void): void;
};

const channel = 'cache';
const mostBytes = 64 * 1024 * 1024;
const changesPerMessage = 80;
const mostChanges = 400;

type Kept = {
  promise: Promise<unknown>;
  name: string;
  tags: readonly string[];
  bytes: number;
};

export function createCache(bus: Bus, shared: SharedCache | null = null): Cache {
  const memory = new Memory();
  const listeners: ((change: string) => void)[] = [];
  // Messages of this process come back over the wire; it has forgotten long before, and may have kept something new since.
  const self = randomBytes(6).toString('hex');
  let generation = bus.generation;

  const endHere = (changes: readonly string[]) => {
    for (const change of changes) {
      if (change === '*') memory.clear();
      else for (const tag of tagsOfChange(change)) memory.end(tag);
    }
  };
  const forgetHere = (changes: readonly string[]) => {
    endHere(changes);
    for (const change of changes) for (const listener of listeners) listener(change);
  };
  /** Until Redis has forgotten, a reader may still take the old value from there into our memory: so that is ended once more. */
  const forgetShared = async (changes: readonly string[]): Promise<boolean> => {
    if (!shared) return true;
    const done = changes.includes('*')
      ? await shared.forgetAll()
      : await shared.forget([...new Set(changes.flatMap(tagsOfChange))]);
    endHere(changes);
    return done;
  };

  bus.subscribe(channel, (message) => {
    const [from = '', ...changes] = message.split('\n');
    if (from === self) return;
    forgetHere(changes);
    // Said by the database itself, or by a process that could not reach Redis.
    if (from.startsWith('!')) void forgetShared(changes);
  });

  /** False while changes could be missed. */
  const isReliable = (): boolean => {
    if (!bus.connected) return false;
    if (generation === bus.generation) return true;
    memory.clear();
    void forgetShared(['*']);
    generation = bus.generation;
    return true;
  };

  return {
    async remember(entry, parts, load, more = {}) {
      const key = fill(entry.pattern, parts);
      const note = (result: CacheResult) => {
        countRead(entry.name, result);
        more.notes?.push({ key, result });
      };
      if (!isReliable() || isUncached()) {
        note('bypass');
        return load();
      }
      const known = memory.get(key);
      if (known) {
        note('hit_process');
        return known.promise as ReturnType<typeof load>;
      }
      const tags = entry.ended_by.map((tag) => fill(tag, parts));
      // The entry goes in before the value is there: what is forgotten meanwhile is removed with it, so a value that was
      // read before a change is never kept after it.
      const read =
        shared && entry.is_shared ? readThrough(shared, entry, key, tags, load, more.packing, note) : alone();
      function alone() {
        note('miss');
        return load().then((value) => ({
          value,
          left_ms: entry.seconds * 1000,
          bytes: sizeOf(value, entry),
        }));
      }
      const kept: Kept = {
        promise: read.then(({ value }) => value),
        name: entry.name,
        tags,
        bytes: entry.bytes,
      };
      memory.set(key, kept, entry.seconds * 1000);
      read.then(
        ({ left_ms, bytes }) => memory.settle(key, kept, bytes, left_ms),
        () => memory.drop(key, kept),
      );
      return kept.promise as ReturnType<typeof load>;
    },

    async changed(changes) {
      const told = changes.length > mostChanges ? ['*'] : [...new Set(changes)];
      if (told.length === 0) return;
      tellEndings(() => told.flatMap((change) => (change === '*' ? ['*'] : tagsOfChange(change))));
      forgetHere(told);
      const isShared = await forgetShared(told);
      const sent: Promise<void>[] = [];
      for (let first = 0; first < told.length; first += changesPerMessage) {
        const some = told.slice(first, first + changesPerMessage);
        sent.push(bus.publish(channel, [isShared ? self : `!${self}`, ...some].join('\n')));
      }
      await Promise.all(sent);
    },

    onChange: (listener) => void listeners.push(listener),
  };
}

const sizeOf = (value: unknown, entry: CacheEntry): number =>
  value instanceof Uint8Array ? value.byteLength + 200 : entry.bytes;

/** Redis first; what is read from the database is given to Redis without waiting for it. */
async function readThrough<Value>(
  shared: SharedCache,
  entry: CacheEntry,
  key: string,
  tags: readonly string[],
  load: () => Promise<Value>,
  packing: Packing<Value> = json as Packing<Value>,
  note: (result: CacheResult) => void,
): Promise<{ value: Value; left_ms: number; bytes: number }> {
  const found = await shared.find(key, tags, entry.seconds);
  if (found.kind === 'hit') {
    note('hit_shared');
    return { value: packing.unpack(found.value), left_ms: found.left_ms, bytes: found.value.byteLength };
  }
  note('miss');
  const keep = found.kind === 'miss' ? found.fill : null;
  const value = await load().catch((error: unknown) => {
    keep?.(null);
    throw error;
  });
  const bytes = keep && packing.pack(value);
  keep?.(bytes);
  return {
    value,
    left_ms: entry.seconds * 1000,
    bytes: bytes?.byteLength ?? sizeOf(value, entry),
  };
}

const json: Packing<unknown> = {
  pack: (value) => Buffer.from(JSON.stringify(value) ?? 'null'),
  unpack: (bytes) => JSON.parse(bytes.toString()) as unknown,
};

/** Values by key, and which keys a tag ends. Bounded by size: lists of a search nobody repeats must not pile up. */
class Memory {
  private readonly keysOfTag = new Map<string, Set<string>>();
  private readonly values = new LRUCache<string, Kept>({
    max: 20_000,
    maxSize: mostBytes,
    sizeCalculation: (kept, key) => kept.bytes + key.length * 2 + 200,
    dispose: (kept, key) => this.unlist(kept, key),
    noDisposeOnSet: false,
  });

  constructor() {
    measureCache(() => ({ entries: this.values.size, bytes: this.values.calculatedSize }));
  }

  get(key: string): Kept | undefined {
    return this.values.get(key);
  }

  set(key: string, kept: Kept, milliseconds: number): void {
    this.values.set(key, kept, { ttl: Math.max(1, milliseconds) });
    for (const tag of kept.tags) {
      const keys = this.keysOfTag.get(tag) ?? new Set();
      this.keysOfTag.set(tag, keys.add(key));
    }
  }

  /** The value is there: from now on its size and the rest of its life are known. */
  settle(key: string, kept: Kept, bytes: number, milliseconds: number): void {
    if (this.values.peek(key) !== kept) return;
    this.set(key, { ...kept, bytes }, milliseconds);
  }

  drop(key: string, kept: Kept): void {
    if (this.values.peek(key) === kept) this.values.delete(key);
  }

  end(tag: string): void {
    for (const key of [...(this.keysOfTag.get(tag) ?? [])]) {
      const kept = this.values.peek(key);
      if (kept) countEnded(kept.name);
      this.values.delete(key);
    }
  }

  clear(): void {
    this.values.clear();
  }

  private unlist(kept: Kept, key: string): void {
    for (const tag of kept.tags) {
      const keys = this.keysOfTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysOfTag.delete(tag);
    }
  }
}
