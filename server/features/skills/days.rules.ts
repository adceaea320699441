/** Calendar days as `2026-02-28`: they sort as text. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant where a person lives. */
export function dayIn(timeZone: string, instant: Date | string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish writes days the ISO way.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(new Date(instant));
}

/** The same day so many months later; when that month is too short, its last day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = year * 12 + (month - 1) + months;
  const lastOfMonth = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  return `${pad(Math.floor(at / 12), 4)}-${pad((at % 12) + 1)}-${pad(Math.min(date, lastOfMonth))}`;
}
