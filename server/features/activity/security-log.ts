/**
 * One line per event that matters to security, in ECS, for whoever watches many systems in one place: who, from where, what, on
 * whom, and whether it was let. The activity is the record; these lines are its copy. One may come twice when a process is killed
 * at the wrong moment: `event.id` tells it.
 */
import { services } from '#server/platform/services.ts';
import type { NewActivity } from './recording.sql.ts';

type Kind = { category: string; type: string; outcome: 'success' | 'failure' };

const handedOut: Kind = { category: 'database', type: 'access', outcome: 'success' };
const refused: Kind = { category: 'web', type: 'denied', outcome: 'failure' };

/** What ECS calls each verb of the area security. */
export const securityKinds: Record<string, Kind> = {
  'session.started': { category: 'authentication', type: 'start', outcome: 'success' },
  'session.ended': { category: 'authentication', type: 'end', outcome: 'success' },
  'sign-in.refused': { category: 'authentication', type: 'start', outcome: 'failure' },
  'user.password-reset-requested': { category: 'iam', type: 'user', outcome: 'success' },
  'user.security-alerted': { category: 'iam', type: 'user', outcome: 'success' },
  'data.exported': handedOut,
  'site.exported': handedOut,
  'backup.made': handedOut,
  'access.denied': refused,
  'access.not-found': refused,
  'access.limited': refused,
};

/** Writes the lines of those rows that matter to security. */
export function tellSecurity(rows: readonly NewActivity[]): void {
  for (const row of rows) if (row.area === 'security') services().log.event?.(securityFields(row), row.verb);
}

export function securityFields(row: NewActivity): Record<string, unknown> {
  const { route, times } = row.details as { route?: string; times?: number };
  const [method, path] = route?.split(' ') ?? [];
  const { category, type, outcome } = securityKinds[row.verb]!;
  const fields = {
    'event.dataset': 'lyceum.security',
    'event.kind': 'event',
    'event.category': category,
    'event.type': type,
    'event.outcome': outcome,
    'event.action': row.verb,
    'event.id': row.id,
    'event.created': row.occurred_at,
    'client.ip': row.ip || undefined,
    'user.id': row.actor_id ?? undefined,
    'user.target.id': row.user_id ?? undefined,
    'http.request.id': row.request_id ?? undefined,
    'http.request.method': method,
    'url.path': path,
    'lyceum.times': times,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
