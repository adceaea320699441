// What happened to a person or a record, newest first.
import { IconCertificate, IconClock, IconPlus, IconRefresh } from '@tabler/icons-react';
import { DateTime } from './DateTime.tsx';
import { Timeline, TimelineItem } from './Timeline.tsx';

export const meta = { title: 'ui/Timeline' };

const at = (day: number) => <DateTime value={`2026-11-${String(day).padStart(2, '0')}T09:42:00Z`} />;

export function History() {
  return (
    <Timeline label="Mikkel Strand, what happened">
      <TimelineItem icon={IconClock} tone="overdue" title="Forklift safety became overdue" detail={at(11)} />
      <TimelineItem icon={IconRefresh} tone="due" title="Final test, 72 %, needs 80 %" detail={at(5)} />
      <TimelineItem icon={IconPlus} title="Henrik Dahl assigned Forklift safety" detail={at(3)} />
      <TimelineItem icon={IconCertificate} tone="ok" title="Certified, LYC-2025-000418" detail={at(1)} />
    </Timeline>
  );
}
