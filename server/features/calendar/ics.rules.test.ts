/** iCalendar as two parsers of other people read it: ical.js and ts-ics. */
import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { describe, expect, it } from 'vitest';
import { calendarFile, type IcsSession, icsText, invitationParts, sessionEvents } from './ics.rules.ts';

const public_url = 'https://learn.example.test';
const session: IcsSession = {
  id: '0190aaaa-0000-7000-8000-000000000001',
  title: 'Forklift practice',
  description: 'Bring gloves',
  ical_sequence: 3,
  updated_at: '2026-11-01T10:00:00.000Z',
  cancelled_at: null,
  room_name: 'Hall 1',
  room_location: 'Block B, floor 2',
  online_url: 'https://meet.example.test/a?x=1;y=2',
  days: [
    { id: 'd1', starts_at: '2026-11-19T10:00:00.000Z', ends_at: '2026-11-19T12:00:00.000Z', dropped: false },
    { id: 'd2', starts_at: '2026-11-20T10:00:00.000Z', ends_at: '2026-11-20T12:00:00.000Z', dropped: false },
  ],
};
const file = (changed: Partial<IcsSession> = {}, options: object = {}) =>
  calendarFile({
    public_url,
    method: 'PUBLISH',
    name: 'Mine',
    events: sessionEvents({ ...session, ...changed }, { public_url, with_dropped: true, ...options }),
  });
const byIcalJs = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => ({
    uid: one.getFirstPropertyValue('uid'),
    sequence: one.getFirstPropertyValue('sequence'),
    status: one.getFirstPropertyValue('status'),
    summary: one.getFirstPropertyValue('summary'),
    location: one.getFirstPropertyValue('location'),
    description: one.getFirstPropertyValue('description'),
    starts: (one.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
    ends: (one.getFirstPropertyValue('dtend') as ICAL.Time).toJSDate().toISOString(),
  }));
const byTsIcs = (text: string) =>
  (convertIcsCalendar(undefined, text).events ?? []).map((one) => ({
    uid: one.uid,
    sequence: one.sequence,
    status: one.status,
    summary: one.summary,
    location: one.location,
    description: one.description,
    starts: one.start.date.toISOString(),
    ends: 'end' in one && one.end ? one.end.date.toISOString() : null,
  }));

describe('a session', () => {
  it('is one event per day, the same for both parsers', () => {
    const text = file();
    const events = byIcalJs(text);
    expect(events).toMatchObject([
      {
        uid: 'd1@learn.example.test',
        sequence: 3,
        status: 'CONFIRMED',
        summary: 'Forklift practice (1/2)',
        location: 'Hall 1, Block B, floor 2',
        starts: session.days[0]!.starts_at,
        ends: session.days[0]!.ends_at,
      },
      {
        uid: 'd2@learn.example.test',
        summary: 'Forklift practice (2/2)',
        starts: session.days[1]!.starts_at,
      },
    ]);
    expect(byTsIcs(text)).toEqual(events);
  });

  it('is cancelled as a whole, or in a day that is dropped', () => {
    expect(byIcalJs(file({ cancelled_at: '2026-11-02T00:00:00.000Z' })).map((one) => one.status)).toEqual([
      'CANCELLED',
      'CANCELLED',
    ]);
    const days = [session.days[0]!, { ...session.days[1]!, dropped: true }];
    expect(byIcalJs(file({ days })).map((one) => `${one.summary} ${one.status}`)).toEqual([
      'Forklift practice CONFIRMED',
      'Forklift practice CANCELLED',
    ]);
    expect(byIcalJs(file({ days }, { with_dropped: false }))).toHaveLength(1);
  });

  it('without a seat yet is tentative and has no link', () => {
    const text = file({}, { tentative: true });
    expect(byIcalJs(text)[0]!.status).toBe('TENTATIVE');
    expect(text).not.toContain('meet.example');
  });

  it('is the same text as long as nothing changes', () => {
    expect(file()).toBe(file());
  });
});

describe('what people write', () => {
  const nasty = [
    'Commas, semicolons; back\\slashes',
    'Two\nlines\r\nand\rthree',
    'Gefahrstoffe — Übung für Anfänger und Fortgeschrittene in der großen Halle nebenan 👩🏽‍🚒🚜',
    '日本語のタイトルはとても長いので折り返されるべきです。日本語のタイトルはとても長いので折り返されるべきです。',
    'End:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:Evil',
    'Title\r\nATTENDEE:mailto:evil@example.test',
    'NUL\u0000, bell\u0007, line\u2028separators\u2029, next\u0085line',
    'half a character \ud83d and the other half \ude00',
    '"quotes" : colons = equals <script>alert(1)</script>',
    `${'x'.repeat(200)}`,
    '\\n is not a line',
    ' spaces at both ends ',
  ];

  it.each(nasty)('%j arrives as it was written and breaks nothing', (text) => {
    const content = file({
      title: text,
      description: text,
      room_name: text,
      room_location: null,
      days: [session.days[0]!],
    });
    const lines = content.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    // Every line end is CRLF, and no line is anything but a property or the rest of one.
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines.filter((line) => line !== '' && !/^( |[A-Z-]+[;:])/.test(line))).toEqual([]);
    const [event, ...more] = byIcalJs(content);
    expect(more).toEqual([]);
    expect(event!.uid).toBe('d1@learn.example.test');
    expect(event!.summary).toBe(icsText(text).replaceAll('\n', ' '));
    expect(String(event!.description).startsWith(icsText(text))).toBe(true);
    // ts-ics looks for BEGIN and END anywhere in a line, so that text which names them is more than it can read.
    if (!text.includes('BEGIN:VEVENT')) expect(byTsIcs(content)).toHaveLength(1);
    expect(content.match(/^ATTENDEE/gm)).toBe(null);
    expect(content.match(/^UID:/gm)).toHaveLength(1);
  });

  it('in a name cannot leave its quotes', () => {
    const [part] = invitationParts(
      { ...session, days: [session.days[0]!] },
      {
        public_url,
        stamp: new Date('2026-11-03T00:00:00Z'),
        organizer: { name: 'A"; X-EVIL="1\r\nX:1', email: 'a@example.test\r\nX-EVIL:1' },
        attendee: { name: 'B\nC', email: 'b@example.test', accepted: true },
      },
    );
    const event = new ICAL.Component(ICAL.parse(part!.content)).getFirstSubcomponent('vevent')!;
    expect(
      event
        .getAllProperties()
        .map((one) => one.name)
        .filter((name) => name.startsWith('x-') && name.includes('evil')),
    ).toEqual([]);
    expect(event.getFirstProperty('organizer')!.getFirstParameter('cn')).toBe('A ; X-EVIL= 1 X:1');
    expect(event.getFirstProperty('attendee')!.getFirstParameter('cn')).toBe('B C');
    expect(event.getFirstProperty('attendee')!.getFirstParameter('partstat')).toBe('ACCEPTED');
  });
});

describe('mails', () => {
  const people = {
    public_url,
    stamp: new Date('2026-11-03T00:00:00Z'),
    organizer: { name: 'Lyceum', email: 'training@example.test' },
    attendee: { name: 'Ada', email: 'ada@example.test', accepted: true },
  };
  const methods = (parts: { content: string }[]) =>
    parts.map(({ content }) => new ICAL.Component(ICAL.parse(content)).getFirstPropertyValue('method'));

  it('carry one file per day, because a request is about one event', () => {
    const parts = invitationParts(session, people);
    expect(methods(parts)).toEqual(['REQUEST', 'REQUEST']);
    expect(parts.map((one) => byIcalJs(one.content)[0]!.uid)).toEqual([
      'd1@learn.example.test',
      'd2@learn.example.test',
    ]);
  });

  it('call off what is cancelled, dropped or given back', () => {
    expect(methods(invitationParts({ ...session, cancelled_at: session.updated_at }, people))).toEqual([
      'CANCEL',
      'CANCEL',
    ]);
    expect(methods(invitationParts(session, { ...people, withdrawn: true }))).toEqual(['CANCEL', 'CANCEL']);
    const days = [session.days[0]!, { ...session.days[1]!, dropped: true }];
    expect(methods(invitationParts({ ...session, days }, people))).toEqual(['REQUEST']);
    expect(methods(invitationParts({ ...session, days }, { ...people, with_dropped: true }))).toEqual([
      'REQUEST',
      'CANCEL',
    ]);
  });
});
