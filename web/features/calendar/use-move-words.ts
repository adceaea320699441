// What is read out while an entry is moved: where it is held, and what stands in its way there.
import { useTranslation } from 'react-i18next';
import type { Clash } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { clashCount } from './clash-count.ts';
import { dayName } from './day-words.ts';
import type { Move } from './use-move.ts';
import { dayOf, timeOf } from './wall-time.ts';

export function useMoveWords() {
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  return (
    { starts, ends, way }: Move,
    { clashes, isChecking }: { clashes: readonly Clash[]; isChecking: boolean },
  ) => {
    if (way === 'pointer') return '';
    const place = t('move.at', {
      day: dayName(dayOf(starts), locale),
      time: t('time.span', { from: timeOf(starts), to: timeOf(ends) }),
    });
    if (isChecking) return place;
    const names = clashes.flatMap(({ title }) => (title ? [title] : []));
    const count = clashCount(clashes);
    const found = [count === 0 ? t('move.free') : t('clash.count', { count }), ...names].join(', ');
    return `${place}. ${found}. ${t('move.keys')}`;
  };
}
