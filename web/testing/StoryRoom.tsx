// The room a story or a component test stands in: all providers, a clock that stands still, no retries.
import { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { Providers } from '#web/shell/Providers.tsx';
import { ToastRegion } from '#web/ui/ToastRegion.tsx';

/** The moment of the mock-ups: Tuesday 17 November 2026, 10:42:07 in Copenhagen. */
export const storyMoment = '2026-11-17T09:42:07.000Z';
export const storyZone = 'Europe/Copenhagen';

export function quietQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Number.POSITIVE_INFINITY },
      mutations: { retry: false },
    },
  });
}

type StoryRoomProps = {
  children: ReactNode;
  env?: 'default' | 'test';
  queryClient?: QueryClient;
  zone?: string;
};

export function StoryRoom({
  children,
  env,
  queryClient = quietQueryClient(),
  zone = storyZone,
}: StoryRoomProps) {
  return (
    <Providers texts={i18next} queryClient={queryClient} zone={zone} env={env}>
      {children}
      <ToastRegion />
    </Providers>
  );
}
