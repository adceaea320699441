/** Rows -> contract shapes. */
import type * as z from 'zod';
import type { ActingManager, LinePerson } from '#contract/reporting.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import { type Ctx, hasRole } from '#server/platform/context.ts';
import type { ActingRow } from './acting.sql.ts';
import type { LineRow, PersonJson } from './lines.sql.ts';
import { mayEnd } from './reporting.policy.ts';

export const presentPerson = (row: PersonJson): z.input<typeof LinePerson> => ({
  id: row.id,
  display_name: row.display_name,
  avatar_url: avatarUrl(row.avatar_file_id),
  department: row.department,
  position: row.position,
  is_active: row.is_active,
});

export const presentActing = (ctx: Ctx, row: ActingRow): z.input<typeof ActingManager> => ({
  id: row.id,
  manager: presentPerson(row.manager),
  acting: presentPerson(row.acting),
  valid_from: row.valid_from,
  valid_until: row.valid_until,
  reason: row.reason,
  can: mayEnd(ctx.actor, row.manager.id) && Date.parse(row.valid_until) > ctx.now.getTime() ? ['end'] : [],
});

export const presentLine = (row: LineRow) => ({
  person: presentPerson(row.person),
  email: row.email,
  manager: row.manager && presentPerson(row.manager),
  since: row.since,
  direct_reports: row.direct_reports,
  acting: row.acting.map(presentPerson),
});

export const changeable = (ctx: Ctx): string[] => (hasRole(ctx.actor, 'admin') ? ['change'] : []);
