// Who is signed in. Asked once, kept by the query cache, renewed silently before the access token runs out (L-81).
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { Session as SessionAnswer } from '#contract/identity-shapes.ts';
import { api, refreshSession } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';

type Answer = z.infer<typeof SessionAnswer>;
export type SessionUser = NonNullable<Answer['user']>;
/** Somebody is signed in; nobody is `null`. */
export type Session = Omit<Answer, 'user'> & { user: SessionUser };

/** How long before its end the access token is renewed (U-19). */
export const renewBefore_ms = 5 * 60_000;

/** Asks who is signed in; when only the refresh cookie is left, tries that first. */
export async function fetchSession(): Promise<Session | null> {
  const first = await api.identity.getSession();
  const { user, ...rest } = first.user === null && first.can_renew ? await renewed(first) : first;
  return user && { user, ...rest };
}

const renewed = async (before: Answer): Promise<Answer> =>
  (await refreshSession()) ? api.identity.getSession() : before;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: fetchSession,
  staleTime: 5 * 60_000,
  // Without a network it fails, and the page says so; the default would wait for one, with nothing on the screen.
  networkMode: 'always',
  gcTime: Number.POSITIVE_INFINITY,
});

export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null;
}

const endListeners = new Set<() => void>();

/** Calls back when `keepSession` learned that nobody is signed in any more. @returns stops it */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

/**
 * Keeps what the server said of the session, however that was learned. A page of somebody who is signed in no longer is empty, so
 * whoever shows pages is told to look at their guards again.
 */
export function keepSession(queryClient: QueryClient, session: Session | null): void {
  queryClient.setQueryData(sessionQuery.queryKey, session);
  if (!session) for (const listener of endListeners) listener();
}

/** What the signed-in person may do to a record, as the server said in its `can`. */
export function useCan(record: { can?: readonly string[] } | null | undefined, ability: string): boolean {
  return record?.can?.includes(ability) ?? false;
}

/** Milliseconds until the session should be renewed; negative when that moment is past. */
export function untilRenewal(session: Pick<Session, 'access_expires_at'>, at: Date): number {
  return session.access_expires_at === null
    ? Number.POSITIVE_INFINITY
    : Date.parse(session.access_expires_at) - renewBefore_ms - at.getTime();
}

/** Timers of browsers stop at 2^31 ms and in sleeping tabs; a look once a minute is enough. */
const look_ms = 60_000;

/**
 * Renews the session while a page is open. Another tab may have done it already, so the server is asked before the
 * refresh token is spent; a session that has ended is noticed by the next request as usual.
 *
 * @returns stops it
 */
export function keepSessionFresh(queryClient: QueryClient): () => void {
  let isRenewing = false;
  async function look(): Promise<void> {
    const known = queryClient.getQueryData(sessionQuery.queryKey);
    if (isRenewing || !known || untilRenewal(known, now()) > 0) return;
    isRenewing = true;
    try {
      const latest = await fetchSession();
      const session =
        latest && untilRenewal(latest, now()) <= 0 && (await refreshSession())
          ? await fetchSession()
          : latest;
      keepSession(queryClient, session);
    } catch {
      // Without a network there is nothing to renew with; the next look tries again.
    } finally {
      isRenewing = false;
    }
  }
  const onVisible = () => document.visibilityState === 'visible' && void look();
  const timer = setInterval(() => void look(), look_ms);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
