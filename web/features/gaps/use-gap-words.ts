// How a skill stands against its target, in words.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GapState } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';

export function useGapWords() {
  const { t } = useTranslation('gaps');
  const { locale } = useFormat();
  return useMemo(() => {
    // A calendar day means the same everywhere, so it is never shifted into the reader's zone.
    const day = (value: string) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(value));
    return {
      day,
      state: (state: GapState, short_by: number, ends_on: string | null = null): string => {
        if (state === 'short') return t('state.short', { count: short_by });
        if ((state === 'expiring' || state === 'expired') && ends_on)
          return t(`state.${state}_on`, { day: day(ends_on) });
        return t(`state.${state}`);
      },
    };
  }, [t, locale]);
}
