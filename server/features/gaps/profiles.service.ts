/** Role profiles: what a position or a department asks for. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { gaps } from '#contract/gaps.ts';
import { type Ctx, hasRole } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  countProfiles,
  deleteProfileRow,
  insertProfile,
  lockProfile,
  type ProfileRow,
  replaceSkills,
  selectProfiles,
  updateProfileRow,
} from './profiles.sql.ts';

const presentProfile = (ctx: Ctx, row: ProfileRow) => ({
  ...row,
  skill_count: row.skills.length,
  can: hasRole(ctx.actor, 'admin') ? ['update', 'delete'] : [],
});

export async function listProfiles(
  ctx: Ctx,
  query: z.output<typeof gaps.listRoleProfiles.query>,
  request: FastifyRequest,
) {
  if (query.cursor !== undefined) throw invalidField('cursor', 'This list is short; use page');
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const where = all([
    words &&
      sql`search_normal(r.name || ' ' || coalesce(o.name, '') || ' ' || coalesce(d.name, '')) like '%' || search_normal(${words}) || '%'`,
    query.skill &&
      sql`exists (select 1 from role_profile_skills s where s.role_profile_id = r.id and s.skill_id = ${query.skill})`,
  ]);
  const direction = query.ordering.startsWith('-') ? sql`desc` : sql`asc`;
  const column = query.ordering.endsWith('name') ? sql`lower(r.name)` : sql`r.updated_at`;
  const rows = await selectProfiles(ctx.db, {
    where,
    order: sql`${column} ${direction}, r.id`,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(
    request,
    query,
    await countProfiles(ctx.db, where),
    rows.map((row) => presentProfile(ctx, row)),
  );
}

export async function getProfile(ctx: Ctx, id: string) {
  const [row] = await selectProfiles(ctx.db, {
    where: sql`r.id = ${id}`,
    order: sql`r.id`,
    limit: 1,
    offset: 0,
  });
  if (!row) throw notFound('Role profile');
  return presentProfile(ctx, row);
}

/** @throws AppError `record.conflict` naming the field, `input.invalid` for what does not exist */
export function createProfile(ctx: Ctx, body: z.output<typeof gaps.createRoleProfile.body>) {
  return inTransaction(ctx, async (ctx) => {
    const id = newId(ctx.now.getTime());
    const { skills, ...fields } = body;
    await insertProfile(ctx, id, fields);
    await replaceSkills(ctx, id, skills);
    await publish(ctx, 'role-profile.changed', { role_profile_id: id });
    return getProfile(ctx, id);
  });
}

/** @param version  from If-Match @throws AppError `record.stale`, and as `createProfile` */
export function updateProfile(
  ctx: Ctx,
  id: string,
  body: z.output<typeof gaps.updateRoleProfile.body>,
  version: number | undefined,
) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProfile(ctx.db, id);
    if (!before) throw notFound('Role profile');
    if (version !== undefined && version !== before.record_version) throw new AppError('record.stale');
    const { skills, ...fields } = body;
    await updateProfileRow(ctx, id, fields);
    if (skills) await replaceSkills(ctx, id, skills);
    await publish(ctx, 'role-profile.changed', { role_profile_id: id });
    return getProfile(ctx, id);
  });
}

export function deleteProfile(ctx: Ctx, id: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    if ((await deleteProfileRow(ctx.db, id)) === 0) throw notFound('Role profile');
    await publish(ctx, 'role-profile.changed', { role_profile_id: id });
    return null;
  });
}
