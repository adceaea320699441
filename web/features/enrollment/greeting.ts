// Which greeting fits the hour of the person's own zone.

export type Greeting = 'morning' | 'afternoon' | 'evening';

export function greetingOf(now: Date, zone: string): Greeting {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now),
  );
  if (hour >= 4 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
