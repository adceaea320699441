// Collects what happens while a lesson is open and tells the server in small reports. Nothing is lost when a report does
// not get through: it joins the next one. Knows no browser; the hook beside it brings clock, network and events.
import { mergeRanges, type Range } from './watched.ts';

export type Visit = {
  position_seconds?: number;
  watched_ranges?: Range[];
  media_seconds?: number;
  seconds_spent?: number;
};

export type VisitSender = {
  /** The place in the medium, what was played up to it, and the medium's length if it is known. */
  note(place: { position_seconds: number; played?: Range | null; media_seconds?: number }): void;
  /** The page is looked at, or not: only time that is looked at counts as spent. */
  setVisible(isVisible: boolean): void;
  /** Sends what is new. While a report is under way it waits for the next call, unless the page is being left. */
  flush(options?: { isLeaving?: boolean }): Promise<void>;
  /** Hands out what is new, for a request that carries it along. */
  take(): Visit;
  /** Takes back what was handed out and did not arrive. */
  putBack(visit: Visit): void;
  /** What was played and no report has carried yet. */
  unsent(): { ranges: readonly Range[]; media_seconds: number | undefined };
};

type Options = {
  send: (visit: Visit, options: { isLeaving: boolean }) => Promise<void>;
  now_ms: () => number;
};

export function createVisitSender({ send, now_ms }: Options): VisitSender {
  let waiting: Visit = {};
  let visible_since: number | null = now_ms();
  let spent_ms = 0;
  let isSending = false;

  function settleTime(): void {
    if (visible_since === null) return;
    spent_ms += Math.max(0, now_ms() - visible_since);
    visible_since = now_ms();
  }

  function take(): Visit {
    settleTime();
    const whole = Math.floor(spent_ms / 1000);
    spent_ms -= whole * 1000;
    const visit = whole > 0 ? { ...waiting, seconds_spent: (waiting.seconds_spent ?? 0) + whole } : waiting;
    waiting = {};
    return visit;
  }

  /** What happened since is newer than what comes back. */
  function putBack(visit: Visit): void {
    const ranges = mergeRanges([...(visit.watched_ranges ?? []), ...(waiting.watched_ranges ?? [])]);
    const seconds = (visit.seconds_spent ?? 0) + (waiting.seconds_spent ?? 0);
    waiting = {
      ...visit,
      ...waiting,
      ...(ranges.length > 0 ? { watched_ranges: ranges } : {}),
      ...(seconds > 0 ? { seconds_spent: seconds } : {}),
    };
  }

  return {
    note({ position_seconds, played, media_seconds }) {
      waiting.position_seconds = Math.max(0, Math.floor(position_seconds));
      if (media_seconds !== undefined && media_seconds >= 1)
        waiting.media_seconds = Math.floor(media_seconds);
      if (played) waiting.watched_ranges = mergeRanges([...(waiting.watched_ranges ?? []), played]);
    },
    setVisible(isVisible) {
      settleTime();
      visible_since = isVisible ? now_ms() : null;
    },
    async flush({ isLeaving = false } = {}) {
      if (isSending && !isLeaving) return;
      const visit = take();
      isSending = true;
      try {
        await send(visit, { isLeaving });
      } catch (error) {
        putBack(visit);
        throw error;
      } finally {
        isSending = false;
      }
    },
    take,
    putBack,
    unsent: () => ({ ranges: waiting.watched_ranges ?? [], media_seconds: waiting.media_seconds }),
  };
}
