// How each state of a skill against its target looks: a sign of its own and a tone, so that colour never says it alone.
import {
  IconCheck,
  IconChevronUp,
  IconCircleDashed,
  IconClockX,
  IconHourglass,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { GapState } from '#contract/gaps-shapes.ts';
import { HalfDisc } from '#web/ui/HalfDisc.tsx';

export type GapTone = 'above' | 'met' | 'watch' | 'short' | 'far';
type Look = { icon: ComponentType<{ size?: number; stroke?: number }>; tone: GapTone };

const looks: Record<GapState, Look> = {
  above: { icon: IconChevronUp, tone: 'above' },
  met: { icon: IconCheck, tone: 'met' },
  expiring: { icon: IconHourglass, tone: 'watch' },
  declared: { icon: IconUserQuestion, tone: 'short' },
  short: { icon: HalfDisc, tone: 'short' },
  none: { icon: IconCircleDashed, tone: 'short' },
  expired: { icon: IconClockX, tone: 'short' },
};

/** Two or more levels short is worse than one, whatever the reason. */
export function lookOf(state: GapState, short_by: number): Look {
  const look = looks[state];
  return look.tone === 'short' && short_by >= 2 ? { ...look, tone: 'far' } : look;
}
