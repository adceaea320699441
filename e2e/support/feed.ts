/** A calendar feed as another program has it: made once, read again and again, understood by two parsers that must agree. */
import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { inject } from 'vitest';
import type { ApiClient } from './client.ts';

export type FeedEvent = { uid: string; sequence: number; status: string; summary: string; starts_at: string };

/** @returns reads the feed: its events whose title contains `title`, in the order of time */
export async function subscribe(
  client: ApiClient,
  contents: readonly ('sessions' | 'teaching')[],
): Promise<(title: string) => Promise<FeedEvent[]>> {
  const { url } = await client.post<{ url: string }>('/api/calendar/feeds/', {
    name: 'A calendar program',
    contents,
  });
  const address = inject('product_url') + new URL(url).pathname;
  return async (title) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The feed answered ${response.status}`);
    const text = await response.text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
      uid: String(event.getFirstPropertyValue('uid')),
      sequence: Number(event.getFirstPropertyValue('sequence')),
      status: String(event.getFirstPropertyValue('status')),
      summary: String(event.getFirstPropertyValue('summary')),
      starts_at: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
    }));
    const others = new Map(
      (convertIcsCalendar(undefined, text).events ?? []).map((event) => [event.uid, event]),
    );
    for (const event of events)
      if (others.get(event.uid)?.start.date.toISOString() !== event.starts_at)
        throw new Error(`Two parsers do not agree on ${event.uid}`);
    return events
      .filter(({ summary }) => summary.includes(title))
      .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  };
}
