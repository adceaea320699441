// How the outcome of a session looks among all states of the product.
import type { AttendanceSheet } from '#contract/attendance.ts';
import type { StatusKind } from '#web/ui/status-kinds.ts';

export const outcomeKinds = {
  pending: 'in_progress',
  attended: 'completed',
  missed: 'failed',
  excused: 'exempt',
} as const satisfies Record<AttendanceSheet['rows'][number]['outcome'], StatusKind>;
