/**
 * Rules by number of week (BYWEEKNO). A year of weeks is not a calendar year: week 53 of 2026 reaches into January 2027. Years
 * are therefore counted here as years of weeks, from the one in which the first day is; this agrees with libical's expected
 * instances, where the library does not. Pure.
 */
const dayMs = 86_400_000;
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Monday (or WKST) of week 1: the week that has 4 January in it. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() - weekStart + 7) % 7) * dayMs;
}

const numbersOf = (written: string | undefined): number[] | null =>
  written === undefined ? null : written.split(',').map(Number);

/** Whether a number of a list, counted from the front or from the back, is this one. */
const named = (list: number[] | null, place: number, length: number): boolean =>
  list === null || list.includes(place) || list.includes(place - length - 1);

/** Days (`2026-11-24`) in order, from the first day on, without COUNT and UNTIL. Ends after `lastYear`. */
export function* weekDays(
  parts: ReadonlyMap<string, string>,
  firstDay: string,
  lastYear: number,
): Generator<string> {
  const begins = Date.parse(firstDay);
  const weekStart = names.indexOf(parts.get('WKST') ?? 'MO');
  const step = Number(parts.get('INTERVAL') ?? 1);
  const weeks = numbersOf(parts.get('BYWEEKNO'))!;
  const weekdays = (parts.get('BYDAY') ?? names[new Date(begins).getUTCDay()]!)
    .split(',')
    .map((name) => (names.indexOf(name) - weekStart + 7) % 7);
  const fits = dayFilter(parts);
  const positions = numbersOf(parts.get('BYSETPOS'));
  const daysOf = (year: number): number[] => {
    const first = firstWeek(year, weekStart);
    const count = Math.round((firstWeek(year + 1, weekStart) - first) / (7 * dayMs));
    const days = weeks
      .map((week) => (week < 0 ? count + 1 + week : week))
      .filter((week) => week >= 1 && week <= count)
      .flatMap((week) => weekdays.map((weekday) => first + ((week - 1) * 7 + weekday) * dayMs))
      .filter(fits);
    const sorted = [...new Set(days)].sort((a, b) => a - b);
    return sorted
      .filter((_, index) => named(positions, index + 1, sorted.length))
      .filter((day) => day >= begins);
  };
  const calendarYear = new Date(begins).getUTCFullYear();
  let year = calendarYear + 1;
  while (firstWeek(year, weekStart) > begins) year -= 1;
  // The year of weeks of the first day, unless nothing is left to come in it.
  if (daysOf(year).length === 0) year = calendarYear;
  for (; year <= lastYear; year += step)
    for (const day of daysOf(year)) yield new Date(day).toISOString().slice(0, 10);
}

/** The parts that take days away. */
function dayFilter(parts: ReadonlyMap<string, string>): (day: number) => boolean {
  const months = numbersOf(parts.get('BYMONTH'));
  const monthDays = numbersOf(parts.get('BYMONTHDAY'));
  const yearDays = numbersOf(parts.get('BYYEARDAY'));
  return (day) => {
    const at = new Date(day);
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    const yearBegins = Date.UTC(year, 0, 1);
    return (
      named(months, month + 1, 12) &&
      named(monthDays, at.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) &&
      named(
        yearDays,
        Math.round((day - yearBegins) / dayMs) + 1,
        Math.round((Date.UTC(year + 1, 0, 1) - yearBegins) / dayMs),
      )
    );
  };
}
