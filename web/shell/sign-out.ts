// Ends the session on the server, forgets everything that was fetched, and opens the sign-in page.
import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { unsafeHeaders } from '#web/lib/api.ts';
import { sessionQuery } from '#web/lib/session.ts';

export async function signOut(queryClient: QueryClient, router: AnyRouter): Promise<void> {
  // Without a network the cookies stay until they expire, but this browser shows nothing more.
  await fetch('/api/auth/logout/', {
    method: 'POST',
    credentials: 'same-origin',
    headers: unsafeHeaders('POST', {}),
    body: '{}',
  }).catch(() => undefined);
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
  await router.navigate({ href: '/sign-in' });
}
