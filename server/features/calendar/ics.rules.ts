/**
 * iCalendar (RFC 5545) and its mails (RFC 5546), by ical-generator. Pure: rows in, text out.
 *
 * One event per day of a session. Its UID never changes, and SEQUENCE rises with every change of time, place or state, so that
 * whatever route it comes by, other programs hold one event and know which copy is the newer. Times are written in UTC: every
 * event is a single one, so no program has to know our zones' rules.
 */
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';

export type IcsDay = { id: string; starts_at: string; ends_at: string; dropped: boolean };
/** What a calendar shows of a session. */
export type IcsSession = {
  id: string;
  title: string;
  description: string;
  ical_sequence: number;
  updated_at: string;
  cancelled_at: string | null;
  room_name: string | null;
  room_location: string | null;
  online_url: string | null;
  /** In order of time, dropped ones included. */
  days: IcsDay[];
};

export type IcsEvent = {
  uid: string;
  sequence: number;
  /** When this copy was made: of two copies with one SEQUENCE the later one counts. */
  stamp: Date;
  summary: string;
  description: string;
  location: string;
  url: string | null;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** Instants, or first and last day (`2026-11-19`, included) of what lasts whole days. */
  when: { starts_at: string; ends_at: string } | { starts_on: string; ends_on: string };
  /** Whether it takes the time of the one whose calendar it is in. */
  busy: boolean;
  organizer?: Mailbox;
  attendee?: Mailbox & { accepted: boolean };
};
export type Mailbox = { name: string; email: string };

/** Everything that other programs see of us is named after the host people know. */
export type Place = { public_url: string };
const hostOf = ({ public_url }: Place): string => new URL(public_url).hostname;
export const sessionPath = (sessionId: string): string => `/sessions/${sessionId}`;
export const uidOf = (id: string, place: Place): string => `${id}@${hostOf(place)}`;

export type SessionEventOptions = Place & {
  /** `TENTATIVE` while there is no seat yet; then the link is left out, too. */
  tentative?: boolean;
  /** For this person it is off, whatever becomes of the session. */
  withdrawn?: boolean;
  /** Whether days that were dropped are told as cancelled; left out for who never heard of them. */
  with_dropped?: boolean;
  /** Default: when the session was last changed, so that a feed that tells the same is the same. */
  stamp?: Date;
  organizer?: Mailbox;
  attendee?: Mailbox & { accepted: boolean };
};

/** One event per day of a session, in order of time; a session of several days numbers them. */
export function sessionEvents(session: IcsSession, options: SessionEventOptions): IcsEvent[] {
  const held = session.days.filter((day) => !day.dropped);
  const link = options.tentative ? null : session.online_url;
  const place = [session.room_name, session.room_location].filter(Boolean).join(', ');
  const url = `${options.public_url}${sessionPath(session.id)}`;
  return session.days
    .filter((day) => !day.dropped || options.with_dropped)
    .map((day) => {
      const number = held.indexOf(day) + 1;
      const off = session.cancelled_at !== null || day.dropped || options.withdrawn;
      return {
        uid: uidOf(day.id, options),
        sequence: session.ical_sequence,
        stamp: options.stamp ?? new Date(session.updated_at),
        summary:
          held.length > 1 && number > 0 ? `${session.title} (${number}/${held.length})` : session.title,
        description: [session.description, link, url].filter(Boolean).join('\n\n'),
        location: place || link || '',
        url,
        status: off ? 'CANCELLED' : options.tentative ? 'TENTATIVE' : 'CONFIRMED',
        when: { starts_at: day.starts_at, ends_at: day.ends_at },
        busy: !off,
        ...(options.organizer ? { organizer: options.organizer } : {}),
        ...(options.attendee ? { attendee: options.attendee } : {}),
      };
    });
}

/** @param method  `PUBLISH` for feeds and files, `REQUEST` and `CANCEL` for mails to one person */
export type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL';

/**
 * The parts of a mail about a session: one file per day, because a REQUEST or CANCEL is about one UID (RFC 5546, 3.2). Days
 * that are off are told by CANCEL whatever was asked for.
 */
export function invitationParts(
  session: IcsSession,
  options: SessionEventOptions & Required<Pick<SessionEventOptions, 'organizer' | 'attendee' | 'stamp'>>,
): { method: 'REQUEST' | 'CANCEL'; content: string }[] {
  return sessionEvents(session, options).map((event) => {
    const method = event.status === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
    return { method, content: calendarFile({ ...options, method, events: [event] }) };
  });
}

/**
 * What stands in a file is text for people, whoever wrote it: control characters go, line ends become one kind, halves of
 * characters are replaced. The library escapes the rest and folds lines at 75 octets.
 */
export const icsText = (value: string): string =>
  value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u0085\u2028\u2029]/g, ' ');
/** Parameters stand between quotes, which nothing can escape, and on one line. */
const icsName = (value: string): string => icsText(value).replace(/["\n]/g, ' ').trim();
const icsAddress = (value: string): string => icsText(value).replace(/\s/g, '');

export function calendarFile(
  options: Place & { method: Method; name?: string; events: readonly IcsEvent[] },
): string {
  const calendar = ical({
    prodId: { company: 'Lyceum', product: 'Calendar', language: 'EN' },
    method: ICalCalendarMethod[options.method],
    ...(options.name === undefined ? {} : { name: icsText(options.name).replaceAll('\n', ' ') }),
    // How often a program should ask for it again, in seconds.
    ...(options.method === 'PUBLISH' ? { ttl: 3600 } : {}),
  });
  for (const event of options.events) {
    const allDay = 'starts_on' in event.when;
    const made = calendar.createEvent({
      id: event.uid,
      sequence: event.sequence,
      stamp: event.stamp,
      lastModified: event.stamp,
      ...('starts_on' in event.when
        ? { start: new Date(event.when.starts_on), end: dayAfter(event.when.ends_on) }
        : { start: new Date(event.when.starts_at), end: new Date(event.when.ends_at) }),
      allDay,
      summary: icsText(event.summary).replaceAll('\n', ' '),
      ...(event.description ? { description: icsText(event.description) } : {}),
      ...(event.location ? { location: icsText(event.location).replaceAll('\n', ', ') } : {}),
      ...(event.url ? { url: icsAddress(event.url) } : {}),
      status: ICalEventStatus[event.status],
      transparency: event.busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
      ...(event.organizer
        ? { organizer: { name: icsName(event.organizer.name), email: icsAddress(event.organizer.email) } }
        : {}),
    });
    if (event.attendee)
      made.createAttendee({
        name: icsName(event.attendee.name),
        email: icsAddress(event.attendee.email),
        role: ICalAttendeeRole.REQ,
        rsvp: false,
        status: event.attendee.accepted ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
      });
  }
  return `${calendar.toString()}\r\n`;
}

// DTEND of whole days is the first day after them.
const dayAfter = (day: string): Date => new Date(Date.parse(day) + 24 * 3_600_000);
