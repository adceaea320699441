// Edits that are not yet on the server, kept on this device: they survive a crash, a closed tab and a dead battery.

export type Kept<Fields> = {
  edits: Partial<Fields>;
  /** What the fields were when they were edited; without it nobody could tell mine from theirs. */
  from: Partial<Fields>;
  version: number;
};

export type KeptEdits<Fields> = {
  read: () => Kept<Fields> | null;
  write: (kept: Kept<Fields>) => void;
  clear: () => void;
};

/** @param key  names the person and the record, so that two people on one device never see each other's words */
export function keptEdits<Fields extends object>(key: string): KeptEdits<Fields> {
  const name = `lyceum.draft.${key}`;
  return {
    read() {
      try {
        const found = localStorage.getItem(name);
        return found === null ? null : (JSON.parse(found) as Kept<Fields>);
      } catch {
        return null;
      }
    },
    write({ edits, from, version }) {
      const before = Object.fromEntries(Object.entries(from).filter(([field]) => field in edits));
      try {
        localStorage.setItem(name, JSON.stringify({ edits, from: before, version }));
      } catch {
        // No storage, or it is full: the words are then safe only once the server has them, as the page says.
      }
    },
    clear() {
      try {
        localStorage.removeItem(name);
      } catch {
        // Nothing was kept either.
      }
    },
  };
}
