// Everything a page may count on around it: texts, theme, direction, server data, time zone.
import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { type ReactNode, Suspense, useEffect } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { directionOf } from '#web/lib/i18n.ts';
import { TimeZoneProvider } from '#web/lib/time-zone.tsx';
import { theme } from '#web/ui/theme.ts';
import { colorSchemeMemory } from './color-scheme-memory.ts';

type ProvidersProps = {
  texts: i18n;
  queryClient: QueryClient;
  children: ReactNode;
  /** The profile's zone; the browser's when left out. */
  zone?: string | null;
  /** Tests switch animations and portals off. */
  env?: 'default' | 'test';
};

export function Providers({ texts, queryClient, children, zone, env = 'default' }: ProvidersProps) {
  return (
    <I18nextProvider i18n={texts}>
      <DirectionProvider initialDirection={directionOf(texts.language)} detectDirection={false}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={colorSchemeMemory}
          withCssVariables={false}
          withGlobalClasses={false}
          env={env}
        >
          <FollowLanguage />
          <QueryClientProvider client={queryClient}>
            <TimeZoneProvider zone={zone}>
              <Suspense fallback={null}>{children}</Suspense>
            </TimeZoneProvider>
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nextProvider>
  );
}

/** Keeps Mantine's direction in step with the language. */
function FollowLanguage() {
  const { i18n: texts } = useTranslation('common');
  const { dir, setDirection } = useDirection();
  const wanted = directionOf(texts.language);
  useEffect(() => {
    if (dir !== wanted) setDirection(wanted);
  }, [dir, wanted, setDirection]);
  return null;
}
