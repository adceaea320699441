/** Calendar days where a person lives, as instants. Pure. */
const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds that clocks in a zone are ahead of UTC at an instant. */
function offsetAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) -
    Math.floor(at / 1000) * 1000
  );
}

/** Midnight of a day in a zone; where the clocks jump over midnight, the first instant of the day. */
function startOfDay(written: string, zone: string, later: number): Date {
  const utc = Date.parse(`${written}T00:00:00Z`) + later * 86_400_000;
  const guess = utc - offsetAt(zone, utc);
  return new Date(utc - offsetAt(zone, guess));
}

/**
 * Reads a day (`2026-07-01`, in this zone) or an instant (`2026-07-01T08:00:00Z`).
 *
 * @param as  a day as an end is meant to its last moment: the answer is the first instant of the next
 * @returns null for anything else, also for days that no calendar has
 */
export function readMoment(written: string, zone: string, as: 'beginning' | 'end'): Date | null {
  if (day.test(written)) {
    const known = new Date(`${written}T00:00:00Z`);
    if (Number.isNaN(known.getTime()) || known.toISOString().slice(0, 10) !== written) return null;
    return startOfDay(written, zone, as === 'end' ? 1 : 0);
  }
  if (!instant.test(written)) return null;
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? null : at;
}
