// The closed list of states a person may meet: each has its own icon, word, colour and shape.
import {
  IconAlertOctagon,
  IconArchive,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleOff,
  IconCircleX,
  IconClock,
  IconHourglass,
  IconPencil,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { HalfDisc } from './HalfDisc.tsx';

export const statusKinds = [
  'ok',
  'due',
  'expiring',
  'overdue',
  'draft',
  'published',
  'archived',
  'exempt',
  'not_started',
  'in_progress',
  'completed',
  'failed',
] as const;

export type StatusKind = (typeof statusKinds)[number];
export type StatusTone = 'ok' | 'due' | 'overdue' | 'draft' | 'accent';
type Icon = ComponentType<{ size?: number; stroke?: number }>;

export const statusLooks: Record<StatusKind, { icon: Icon; tone: StatusTone }> = {
  ok: { icon: IconCircleCheck, tone: 'ok' },
  due: { icon: IconClock, tone: 'due' },
  expiring: { icon: IconHourglass, tone: 'due' },
  overdue: { icon: IconAlertOctagon, tone: 'overdue' },
  draft: { icon: IconPencil, tone: 'draft' },
  published: { icon: IconCircleCheck, tone: 'ok' },
  archived: { icon: IconArchive, tone: 'draft' },
  exempt: { icon: IconCircleOff, tone: 'draft' },
  not_started: { icon: IconCircleDashed, tone: 'draft' },
  in_progress: { icon: HalfDisc, tone: 'accent' },
  completed: { icon: IconCircleCheckFilled, tone: 'ok' },
  failed: { icon: IconCircleX, tone: 'overdue' },
};
