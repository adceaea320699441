// The parts a health report may name: each has an icon, and words under `admin:health.part.<name>`. A part that this
// version does not know yet is shown under its own name.
import {
  IconActivityHeartbeat,
  IconBolt,
  IconBroadcast,
  IconBrowser,
  IconClock,
  IconCopy,
  IconDatabase,
  IconDeviceFloppy,
  IconGauge,
  IconKey,
  IconLock,
  IconMail,
  IconPackage,
  IconPlugConnected,
  IconRoute,
  IconStack2,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { HealthCheck } from '#contract/admin.ts';
import type { StatusKind } from '#web/ui/status-kinds.ts';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

const icons = new Map<string, Icon>([
  ['database', IconDatabase],
  ['migrations', IconStack2],
  ['facts', IconRoute],
  ['jobs', IconBolt],
  ['mail', IconMail],
  ['storage', IconPackage],
  ['realtime', IconBroadcast],
  ['clock', IconClock],
  ['backup', IconDeviceFloppy],
  ['pool', IconPlugConnected],
  ['replica', IconCopy],
  ['event_loop', IconGauge],
  ['browsers', IconBrowser],
  ['keys', IconKey],
  ['tls', IconLock],
]);

export const iconOf = (name: string): Icon => icons.get(name) ?? IconActivityHeartbeat;

export const statusOf: Record<HealthCheck['state'], StatusKind> = { ok: 'ok', warn: 'due', fail: 'overdue' };

const urgency: Record<HealthCheck['state'], number> = { fail: 0, warn: 1, ok: 2 };

/** What needs somebody comes first; among equals the server's order stays. */
export const byUrgency = (checks: readonly HealthCheck[]): HealthCheck[] =>
  checks.toSorted((a, b) => urgency[a.state] - urgency[b.state]);
