// A moment, with its zone in words. The title says it in ISO and in a second zone, for people who plan across zones.
import { useFormat } from '#web/lib/use-format.ts';

type DateTimeProps = {
  /** ISO 8601 with offset, as on the wire. */
  value: string;
  /** `date` alone, `time` alone, `long` with the weekday, or date and time. */
  format?: 'date' | 'time' | 'long' | 'date_time';
  /** The second zone of the title: the event's own, else UTC. */
  second_zone?: string;
};

export function DateTime({ value, format: form = 'date_time', second_zone = 'UTC' }: DateTimeProps) {
  const format = useFormat();
  const time = (
    <span className="ly-ltr">
      {format.time(value)} {format.zoneOf(value)}
    </span>
  );
  const elsewhere = `${format.time(value, second_zone)} ${second_zone}`;
  return (
    <time dateTime={value} title={`${value} · ${elsewhere}`} className="ly-tabular">
      {form === 'time' && time}
      {form === 'date' && format.date(value)}
      {form === 'date_time' && format.date(value)}
      {form === 'long' && format.longDate(value)}
      {(form === 'date_time' || form === 'long') && <>, {time}</>}
    </time>
  );
}
