// What is drawn but not there: the panel's time, the block in the hand, and the slots that are free. Cut into days.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Clash } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { clashCount } from './clash-count.ts';
import type { DraftSpan } from './components/Ghosts.tsx';
import type { PanelDraft } from './planning/use-draft.ts';
import type { Move } from './use-move.ts';
import { addDays, dayOf, timeOf, type Wall, wallAt, wallOf } from './wall-time.ts';

type DraftsInput = {
  draft: PanelDraft | null;
  move: Move | null;
  /** Of the block in the hand. */
  clashes: readonly Clash[];
  isChecking: boolean;
};

export function useDrafts({ draft, move, clashes, isChecking }: DraftsInput) {
  const { t } = useTranslation('calendar');
  const { zone } = useFormat();
  const drafts = useMemo(() => {
    const words = (starts: Wall, ends: Wall) => t('time.span', { from: timeOf(starts), to: timeOf(ends) });
    const cut = (key: string, title: string, starts: Wall, ends: Wall, more: Partial<DraftSpan>) =>
      daysOf(starts, ends).map(
        (day): DraftSpan => ({
          key: `${key}${day}`,
          day,
          starts,
          ends,
          title,
          time: words(starts, ends),
          clash_count: 0,
          ...more,
        }),
      );
    if (move)
      return cut('move', move.entry.title, move.starts, move.ends, {
        clash_count: clashCount(clashes),
        isChecking,
      });
    if (!draft) return [];
    const spans = draft.spans.flatMap(({ starts_at, ends_at }, index) =>
      cut(`draft${index}`, draft.title, wallOf(starts_at, zone), wallOf(ends_at, zone), {
        clash_count: clashCount(draft.clashes),
      }),
    );
    // Slots are offered where something stands in the way; else they would only clutter the week.
    const slots = draft.clashes.length === 0 ? [] : draft.slots;
    return [
      ...spans,
      ...slots.flatMap((slot) =>
        cut(
          `slot${slot.starts_at}`,
          t('clash.free_slot'),
          wallOf(slot.starts_at, zone),
          wallOf(slot.ends_at, zone),
          {
            onTake: () => draft.onTake(slot),
          },
        ),
      ),
    ];
  }, [draft, move, clashes, isChecking, zone, t]);
  return { drafts, announced: { clashes, isChecking } };
}

/** What ends at midnight does not touch the next day. */
function daysOf(starts: Wall, ends: Wall): string[] {
  const days = [dayOf(starts)];
  while (wallAt(addDays(days.at(-1) ?? '', 1), '00:00') < ends) days.push(addDays(days.at(-1) ?? '', 1));
  return days;
}
