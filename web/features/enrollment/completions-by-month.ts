// Counts moments by calendar month of a zone, over the twelve months that end now; months without any count 0.

const monthOf = (moment: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' })
    .format(moment)
    .slice(0, 7);

export function completionsByMonth(
  moments: readonly string[],
  now: Date,
  zone: string,
): { month: string; count: number }[] {
  const [year = 0, month = 1] = monthOf(now, zone).split('-').map(Number);
  const months = Array.from({ length: 12 }, (_, index) => {
    const start = new Date(Date.UTC(year, month - 12 + index, 1));
    return start.toISOString().slice(0, 7);
  });
  const counts = new Map(months.map((name) => [name, 0]));
  for (const moment of moments) {
    const name = monthOf(new Date(moment), zone);
    const known = counts.get(name);
    if (known !== undefined) counts.set(name, known + 1);
  }
  return months.map((name) => ({ month: name, count: counts.get(name) ?? 0 }));
}
