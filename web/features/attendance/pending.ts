// Marks on their way to the server. A trainer's phone in a basement loses no tap: marks are kept on the device with the moment
// they were made, and sent when the network is back. Knows no browser; the hook beside it brings clock, network and storage.
import type { AttendanceSheet, AttendanceState } from '#contract/attendance.ts';
import { problemOf } from '#web/ui/problem.ts';

export type PendingMark = {
  booking_id: string;
  day_id: string;
  state: AttendanceState;
  minutes?: number;
  recorded_at: string;
  /** Why, once the sheet has closed. */
  reason?: string;
};

export const isAway = (state: AttendanceState): boolean => state === 'absent' || state === 'excused';

const isSamePlace = (one: PendingMark, other: PendingMark) =>
  one.booking_id === other.booking_id && one.day_id === other.day_id;
const isSameMark = (one: PendingMark, other: PendingMark) =>
  isSamePlace(one, other) && one.recorded_at === other.recorded_at && one.state === other.state;

/** The newer mark of a person and day takes the place of the older one: only the last is worth sending. */
export const withMarks = (pending: readonly PendingMark[], marks: readonly PendingMark[]): PendingMark[] => [
  ...pending.filter((one) => !marks.some((mark) => isSamePlace(one, mark))),
  ...marks,
];

export const withoutMarks = (pending: readonly PendingMark[], sent: readonly PendingMark[]): PendingMark[] =>
  pending.filter((one) => !sent.some((mark) => isSameMark(one, mark)));

export type ShownRecord = {
  state: AttendanceState;
  /** Null while only this device knows of it: the server counts. */
  minutes: number | null;
  recorded_at: string;
  method: 'code' | 'trainer' | 'sheet';
  correction_count: number;
  isWaiting: boolean;
};
export type ShownRow = Pick<
  AttendanceSheet['rows'][number],
  'booking_id' | 'user' | 'percent' | 'outcome'
> & {
  record: ShownRecord | null;
};

/** The people of one day as they are to be shown: what waits on this device lies over what the server said. */
export function rowsOfDay(
  sheet: AttendanceSheet,
  pending: readonly PendingMark[],
  day_id: string,
): ShownRow[] {
  const waiting = new Map(
    pending.filter((mark) => mark.day_id === day_id).map((mark) => [mark.booking_id, mark]),
  );
  return sheet.rows.map(({ booking_id, user, percent, outcome, records }) => {
    const known = records.find((record) => record.day_id === day_id);
    const mark = waiting.get(booking_id);
    const record: ShownRecord | null = mark
      ? {
          state: mark.state,
          minutes: mark.minutes ?? null,
          recorded_at: mark.recorded_at,
          method: 'trainer',
          correction_count: known?.correction_count ?? 0,
          isWaiting: true,
        }
      : known
        ? { ...known, isWaiting: false }
        : null;
    return { booking_id, user, percent, outcome, record };
  });
}

export type DayCounts = { here: number; away: number; open: number };

export function countsOf(rows: readonly ShownRow[]): DayCounts {
  const counts = { here: 0, away: 0, open: 0 };
  for (const { record } of rows) {
    if (!record) counts.open += 1;
    else if (isAway(record.state)) counts.away += 1;
    else counts.here += 1;
  }
  return counts;
}

export type MarkStore = { read: () => PendingMark[]; write: (marks: readonly PendingMark[]) => void };

/** @param key  names the person and the session, so that two trainers on one device never send each other's marks */
export function markStore(key: string): MarkStore {
  const name = `lyceum.attendance.${key}`;
  return {
    read() {
      try {
        const found: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
        return Array.isArray(found) ? (found as PendingMark[]) : [];
      } catch {
        return [];
      }
    },
    write(marks) {
      try {
        if (marks.length === 0) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(marks));
      } catch {
        // No storage, or it is full: the marks then live as long as this page, which says that they wait.
      }
    },
  };
}

export type Refused = { error: unknown; marks: readonly PendingMark[] };
export type MarkSender = {
  getPending: () => readonly PendingMark[];
  subscribe: (listener: () => void) => () => void;
  add: (marks: readonly PendingMark[]) => void;
  /** Sends what waits; resolves when there is nothing left or it has to be tried again later. */
  flush: () => Promise<void>;
};

type SenderOptions = {
  store: MarkStore;
  send: (marks: readonly PendingMark[], reason: string | undefined) => Promise<void>;
  /** The server will not have these, ever: they wait no longer. */
  onRefused: (refused: Refused) => void;
};

const mostAtOnce = 200;

/** No answer, a busy server, a lost sign-in: what will pass. */
export function mayPass(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status === undefined || status === 401 || status === 429 || status >= 500;
}

/** Of a refused parcel the marks that the server named, or all when it named none. */
export function namedIn(error: unknown, marks: readonly PendingMark[]): PendingMark[] {
  const named = new Set(
    (problemOf(error)?.errors ?? []).flatMap(({ path }) => /^records\.(\d+)\./.exec(path)?.[1] ?? []),
  );
  return named.size === 0 ? [...marks] : marks.filter((_, index) => named.has(String(index)));
}

export function createMarkSender({ store, send, onRefused }: SenderOptions): MarkSender {
  let pending: readonly PendingMark[] = store.read();
  let sending: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function keep(next: readonly PendingMark[]): void {
    pending = next;
    store.write(next);
    for (const listener of listeners) listener();
  }

  async function sendAll(): Promise<void> {
    while (pending.length > 0) {
      const { reason } = pending[0]!;
      const parcel = pending.filter((mark) => mark.reason === reason).slice(0, mostAtOnce);
      try {
        await send(parcel, reason);
        keep(withoutMarks(pending, parcel));
      } catch (error) {
        if (mayPass(error)) return;
        const refused = namedIn(error, parcel);
        keep(withoutMarks(pending, refused));
        onRefused({ error, marks: refused });
      }
    }
  }

  return {
    getPending: () => pending,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(marks) {
      keep(withMarks(pending, marks));
    },
    flush() {
      sending ??= sendAll().finally(() => {
        sending = null;
      });
      return sending;
    },
  };
}
