// Which queries a hint makes old, and that the line comes back by itself.
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { facts } from '#contract/facts.ts';
import { groupsOf, listenForHints, pauseBefore } from './live.ts';
import { onSessionEnd, sessionQuery } from './session.ts';

test.each([
  [['lesson.completed'], ['enrollment', 'achievements']],
  [
    ['lesson.completed', 'milestone.reached', 'enrollment.completed'],
    ['enrollment', 'achievements', 'certificates', 'gaps'],
  ],
  [['notification.created'], ['notifications']],
  [['something.new'], []],
])('%j makes %j old', (names, expected) => {
  expect(groupsOf(names)).toEqual(expected);
});

test('every fact that a learner waits for reaches some query', () => {
  const shown = Object.keys(facts).filter((name) =>
    /^(enrollment|lesson|milestone|attempt|certificate|notification)\./.test(name),
  );
  expect(shown.filter((name) => groupsOf([name]).length === 0)).toEqual([]);
});

/** An EventSource whose answers the test decides. */
class Line extends EventTarget {
  static readonly opened: Line[] = [];
  readonly CLOSED = 2;
  readyState = 0;
  constructor() {
    super();
    Line.opened.push(this);
  }
  close() {
    this.readyState = 2;
  }
  accept() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  /** The network broke: the browser tries again by itself. */
  breakOff() {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  /** The server answered something else than 200: the browser gives up. */
  refuse() {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  say(name: string) {
    this.dispatchEvent(new MessageEvent('hint', { data: JSON.stringify({ name }) }));
  }
}

type SessionState = 'signed in' | 'to be renewed' | 'ended' | 'unreachable';

/** Answers the two addresses that the session is asked at, and remembers the renewals. */
function sessionThatIs(state: SessionState) {
  const server = { state, renewals: 0 };
  vi.stubGlobal('fetch', async (url: string) => {
    if (server.state === 'unreachable') throw new TypeError('network');
    if (url.endsWith('/refresh/')) {
      server.renewals++;
      if (server.state === 'ended') return Response.json({ code: 'auth.refresh-refused' }, { status: 401 });
      server.state = 'signed in';
      return Response.json({});
    }
    const user = server.state === 'signed in' ? { id: 'anna' } : null;
    return Response.json({ user, abilities: [], access_expires_at: null, can_renew: true });
  });
  return server;
}

function listening() {
  const queryClient = new QueryClient();
  const refetch = vi.spyOn(queryClient, 'invalidateQueries');
  const stop = listenForHints(queryClient);
  onTestFinished(stop);
  return { queryClient, refetch, stop, line: Line.opened[0] as Line };
}

const lineNumber = (number: number): Line => {
  expect(Line.opened).toHaveLength(number);
  return Line.opened[number - 1] as Line;
};

describe('the line to the server', () => {
  beforeEach(() => {
    Line.opened.length = 0;
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Line);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('makes the queries of a burst of hints old once', async () => {
    const { line, refetch } = listening();
    line.accept();
    line.say('notification.created');
    line.say('notification.created');
    await vi.advanceTimersByTimeAsync(200);
    expect(refetch.mock.calls).toEqual([[{ queryKey: ['notifications'] }]]);
  });

  test('is left to the browser when the network breaks, and everything is fetched when it is back', async () => {
    const { line, refetch } = listening();
    line.accept();
    expect(refetch).not.toHaveBeenCalled();
    line.breakOff();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Line.opened).toHaveLength(1);
    line.accept();
    expect(refetch.mock.calls).toEqual([[]]);
  });

  test('is opened anew after a 401, with a renewed session, and everything is fetched', async () => {
    const server = sessionThatIs('to be renewed');
    const { line, refetch } = listening();
    line.accept();
    line.refuse();
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.renewals).toBe(1);
    lineNumber(2).accept();
    expect(refetch.mock.calls).toEqual([[]]);
    lineNumber(2).say('course.published');
    await vi.advanceTimersByTimeAsync(200);
    expect(refetch).toHaveBeenCalledWith({ queryKey: ['catalog'] });
  });

  test('does not spend the refresh token while the session stands', async () => {
    const server = sessionThatIs('signed in');
    listening().line.refuse();
    await vi.advanceTimersByTimeAsync(1000);
    lineNumber(2);
    expect(server.renewals).toBe(0);
  });

  test('is tried after growing pauses while the server is away, and after a short one once it was back', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const server = sessionThatIs('unreachable');
    const { line } = listening();
    line.refuse();
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000 + 7999);
    server.state = 'signed in';
    expect(Line.opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    lineNumber(2).refuse();
    await vi.advanceTimersByTimeAsync(15_999);
    expect(Line.opened).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    lineNumber(3).accept();
    lineNumber(3).refuse();
    await vi.advanceTimersByTimeAsync(1000);
    lineNumber(4);
  });

  test('ends with the session, and the page learns that nobody is signed in', async () => {
    sessionThatIs('ended');
    const left = vi.fn();
    onTestFinished(onSessionEnd(left));
    const { line, queryClient } = listening();
    queryClient.setQueryData(sessionQuery.queryKey, { user: { id: 'anna' } } as never);
    line.refuse();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(Line.opened).toHaveLength(1);
    expect(queryClient.getQueryData(sessionQuery.queryKey)).toBeNull();
    expect(left).toHaveBeenCalledTimes(1);
  });

  test('stays closed when the page stopped listening in a pause', async () => {
    sessionThatIs('signed in');
    const { line, stop } = listening();
    line.refuse();
    stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(Line.opened).toHaveLength(1);
  });

  test('stays closed when the page stopped listening while the session was asked for', async () => {
    const { line, stop } = listening();
    let answer: (response: Response) => void = () => undefined;
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
    line.refuse();
    await vi.advanceTimersByTimeAsync(1000);
    stop();
    answer(Response.json({ user: { id: 'anna' }, abilities: [], access_expires_at: null, can_renew: true }));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(Line.opened).toHaveLength(1);
  });
});

test('pauses grow from a second to a minute and are never the same for all', () => {
  for (const [tries, longest] of [
    [0, 1000],
    [3, 8000],
    [6, 60_000],
    [2000, 60_000],
  ] as const) {
    const pauses = Array.from({ length: 50 }, () => pauseBefore(tries));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(longest / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
    expect(new Set(pauses).size).toBeGreaterThan(1);
  }
});
