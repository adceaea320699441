// The bell in the top bar: a dot when something is new, and the way to all notifications. While it is on screen the page
// listens for live hints, so that the dot, home and lists move by themselves.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listenForHints } from '#web/lib/live.ts';
import { BellButton } from '#web/shell/BellButton.tsx';
import { unreadCountQuery } from '../notifications.queries.ts';

export function Bell() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const count = useQuery(unreadCountQuery).data ?? 0;
  useEffect(() => listenForHints(queryClient), [queryClient]);
  return <BellButton count={count} onClick={() => void router.navigate({ href: '/notifications' })} />;
}
