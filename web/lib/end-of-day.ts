// The last minute of a calendar day in a zone, as an instant: what "due on 4 December" means.

const minute_ms = 60_000;

/** Minutes by which a zone's clock is ahead of UTC at a moment. */
function offsetMinutes(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(moment));
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((wall - Math.floor(moment / minute_ms) * minute_ms) / minute_ms);
}

/**
 * @param day  `YYYY-MM-DD`
 * @returns 23:59 of that day in the zone, ISO in UTC. Asked twice, because the offset may change during the day.
 */
export function endOfDay(day: string, zone: string): string {
  const wall = Date.parse(`${day}T23:59:00Z`);
  const first = wall - offsetMinutes(wall, zone) * minute_ms;
  return new Date(wall - offsetMinutes(first, zone) * minute_ms).toISOString();
}
