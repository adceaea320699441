// Who may open a page. The server decides about every request; these only spare people a page that would be empty.
import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import type { Role } from '#contract/abilities.ts';
import { type SessionUser, sessionQuery } from '#web/lib/session.ts';

export type RouterContext = { queryClient: QueryClient };

type GuardInput = { context: RouterContext; location: { href: string } };

/** Thrown when a signed-in person opens a page that is not for their role; looks like a 403 to the error screen. */
export class AccessDenied extends Error {
  readonly problem = { code: 'access.denied', status: 403, request_id: '' };
}

/** Sends people without a session to sign in, and back here afterwards. */
export async function requireSession({ context, location }: GuardInput): Promise<{ user: SessionUser }> {
  const session = await context.queryClient.ensureQueryData(sessionQuery);
  if (!session) throw redirect({ href: `/sign-in?next=${encodeURIComponent(location.href)}` });
  return { user: session.user };
}

/** Use as `beforeLoad: requireRole('trainer', 'admin')`. */
export function requireRole(...roles: readonly Role[]) {
  return async (input: GuardInput): Promise<{ user: SessionUser }> => {
    const { user } = await requireSession(input);
    if (!roles.some((role) => user.roles.includes(role) || user.role === role)) throw new AccessDenied();
    return { user };
  };
}

/** For pages that make no sense when one is signed in: signing in, registering. */
export async function requireNobody({ context, location }: GuardInput): Promise<void> {
  const session = await context.queryClient.ensureQueryData(sessionQuery);
  const next = new URL(location.href, 'http://here.invalid').searchParams.get('next');
  if (session) throw redirect({ href: safeNext(next) });
}

/** Where to go after signing in: only ever a path of our own, however it is disguised. */
export function safeNext(next: unknown): string {
  const here = 'http://here.invalid';
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search, hash } = new URL(next, here);
  const isOwnPage = origin === here && !/^\/(\/|sign-in|register|api\/)/.test(pathname);
  return isOwnPage ? pathname + search + hash : '/';
}
