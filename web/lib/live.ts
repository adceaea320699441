// Live updates: the server says that something changed, the browser fetches again. Data never travels this way.
import type { QueryClient } from '@tanstack/react-query';
import { fetchSession, keepSession } from '#web/lib/session.ts';

/** Which queries a kind of hint makes old, by the first part of its name. Keys begin with the contract's groups. */
const affected: Record<string, readonly string[]> = {
  enrollment: ['enrollment', 'certificates', 'gaps'],
  lesson: ['enrollment', 'achievements'],
  milestone: ['enrollment', 'achievements'],
  attempt: ['enrollment', 'assessment'],
  certificate: ['certificates', 'enrollment', 'gaps'],
  achievement: ['achievements'],
  'training-session': ['calendar', 'bookings', 'attendance'],
  room: ['calendar', 'bookings'],
  booking: ['calendar', 'bookings', 'attendance', 'enrollment'],
  attendance: ['attendance', 'calendar', 'bookings'],
  notification: ['notifications'],
  course: ['catalog', 'skills'],
  skill: ['skills', 'gaps'],
  manager: ['reporting', 'gaps', 'skills', 'session'],
  'acting-manager': ['reporting', 'gaps', 'skills', 'session'],
  'role-profile': ['gaps'],
  profile: ['session'],
  activity: ['activity'],
};

/** Hints come in bursts (a lesson that completes a course makes five); one fetch is enough for all of them. */
const gather_ms = 150;
/** Of all activity there is a hint every moment; its readers are content with one fetch in this time. */
const activityPause_ms = 3000;

/** Pauses before a refused connection is tried again, and the longest of them. */
const firstPause_ms = 1000;
const longestPause_ms = 60_000;

/** The groups of queries that hints with these names make old. */
export function groupsOf(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => affected[name.split('.')[0] ?? ''] ?? []))];
}

/** Doubles with every try; a random part keeps the tabs of a restarted server from coming back in one instant. */
export const pauseBefore = (tries: number): number =>
  Math.min(longestPause_ms, firstPause_ms * 2 ** tries) * (0.5 + Math.random() / 2);

/**
 * Listens as long as somebody is signed in. After a break everything that is on screen is fetched again, because hints may
 * have been missed.
 *
 * The browser itself reconnects when the network breaks, but gives up at the first answer that is not 200: an access token
 * that ran out, a proxy without its server. Then the session is asked for (and renewed, if it has to be) and the line opened
 * anew, unless nobody is signed in any more.
 *
 * @returns stops it
 */
export function listenForHints(queryClient: QueryClient): () => void {
  let source: EventSource;
  let names: string[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let activityPause: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let mayHaveMissed = false;
  let stopped = false;

  const flush = () => {
    for (const group of groupsOf(names)) {
      if (group === 'activity') activityPause ??= setTimeout(refreshActivity, activityPause_ms);
      else void queryClient.invalidateQueries({ queryKey: [group] });
    }
    names = [];
    gathering = undefined;
  };
  const refreshActivity = () => {
    activityPause = undefined;
    void queryClient.invalidateQueries({ queryKey: ['activity'] });
  };
  const reopenLater = () => {
    pause = setTimeout(() => void reopen(), pauseBefore(tries++));
  };
  async function reopen(): Promise<void> {
    try {
      const session = await fetchSession();
      if (stopped) return;
      keepSession(queryClient, session);
      if (session) open();
    } catch {
      if (!stopped) reopenLater();
    }
  }
  function open(): void {
    source = new EventSource('/api/events/');
    source.addEventListener('open', () => {
      if (mayHaveMissed) void queryClient.invalidateQueries();
      mayHaveMissed = false;
      tries = 0;
    });
    source.addEventListener('error', () => {
      mayHaveMissed = true;
      if (source.readyState === source.CLOSED) reopenLater();
    });
    source.addEventListener('hint', (event: MessageEvent<string>) => {
      const { name } = JSON.parse(event.data) as { name: string };
      names.push(name);
      gathering ??= setTimeout(flush, gather_ms);
    });
  }
  open();
  return () => {
    stopped = true;
    clearTimeout(gathering);
    clearTimeout(pause);
    clearTimeout(activityPause);
    source.close();
  };
}
