// What the address of a calendar says. Pure; what makes no sense is left out.
import { entryKinds } from '#contract/calendar.ts';
import { type CalendarView, calendarViews } from './calendar-range.ts';
import { isDay, isWall } from './wall-time.ts';

export type EntryKind = (typeof entryKinds)[number];

export type CalendarSearch = {
  /** Left out: the one that fits the screen. */
  view?: CalendarView;
  /** Left out: today. */
  date?: string;
  /** Also sessions one could book. */
  offered?: true;
  /** Kinds that are shown, when not all are. */
  kinds?: readonly EntryKind[];
  /** Only sessions somebody waits for. */
  waiting?: true;
  /** The panel that is open: `session:<id>`, `event:<id>`, `new-session`, `new-event`. */
  open?: string;
  /** When something new begins and ends, as wall time of the reader. */
  at?: string;
  until?: string;
  /** The session that a new one is made like. */
  like?: string;
  /** Planning one for this course and lesson, as a course's page asks for it. */
  course?: string;
  lesson?: string;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const opened = /^((session|event):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|new-session|new-event)$/;

export function readCalendarSearch(search: string): CalendarSearch {
  const given = new URLSearchParams(search);
  const like = (name: string, test: (text: string) => boolean) => {
    const text = given.get(name) ?? '';
    return test(text) ? text : undefined;
  };
  const wanted = (given.get('kinds') ?? '').split(',');
  const kinds = entryKinds.filter((kind) => wanted.includes(kind));
  return {
    view: calendarViews.find((view) => view === given.get('view')),
    date: like('date', isDay),
    offered: given.get('offered') === 'true' || undefined,
    kinds: kinds.length > 0 && kinds.length < entryKinds.length ? kinds : undefined,
    waiting: given.get('waiting') === 'true' || undefined,
    open: like('open', (text) => opened.test(text)),
    at: like('at', isWall),
    until: like('until', isWall),
    like: like('like', (text) => uuid.test(text)),
    course: like('course', (text) => uuid.test(text)),
    lesson: like('lesson', (text) => uuid.test(text)),
  };
}

export function calendarHref(path: string, state: CalendarSearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value === undefined || value === '') continue;
    query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The same place with no panel open. */
export const closed = (state: CalendarSearch): CalendarSearch => ({
  ...state,
  open: undefined,
  at: undefined,
  until: undefined,
  like: undefined,
  course: undefined,
  lesson: undefined,
});
