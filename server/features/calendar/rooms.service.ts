/** Rooms: where sessions are held. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { calendar } from '#contract/calendar.ts';
import { grants } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  countRooms,
  insertRoom,
  lockRoom,
  type RoomRow,
  selectRoom,
  selectRooms,
  updateRecord,
} from './rooms.sql.ts';
import { requireZone } from './zones.rules.ts';

type RoomQuery = z.output<(typeof calendar)['listRooms']['query']>;
type RoomInput = z.output<(typeof calendar)['createRoom']['body']>;
type RoomPatch = z.output<(typeof calendar)['updateRoom']['body']>;

const manages = (ctx: Ctx): boolean => grants(ctx.actor, 'room.manage');

const presentRoom = (ctx: Ctx, row: RoomRow) => ({
  ...row,
  can: manages(ctx) ? ['update', row.archived_at === null ? 'archive' : 'restore'] : [],
});

export async function listRooms(ctx: Ctx, query: RoomQuery, request: FastifyRequest) {
  const search = query.search?.trim();
  const where = all([
    query.archived ? sql`r.archived_at is not null` : sql`r.archived_at is null`,
    query.min_capacity !== undefined && sql`r.capacity >= ${query.min_capacity}`,
    search &&
      sql`search_normal(r.name::text || ' ' || r.location) like '%' || replace(replace(search_normal(${search}), '%', '\\%'), '_', '\\_') || '%'`,
  ]);
  const direction = query.ordering.startsWith('-') ? sql`desc` : sql`asc`;
  const column = query.ordering.endsWith('capacity') ? sql`r.capacity` : sql`r.name`;
  const [rows, count] = await Promise.all([
    selectRooms(ctx.db, {
      where,
      order: sql`${column} ${direction}, r.id ${direction}`,
      limit: query.page_size,
      offset: offsetOf(query),
      now: ctx.now,
    }),
    countRooms(ctx.db, where),
  ]);
  return offsetPage(
    request,
    query,
    count,
    rows.map((row) => presentRoom(ctx, row)),
  );
}

export async function getRoom(ctx: Ctx, roomId: string) {
  const room = await selectRoom(ctx.db, roomId, ctx.now);
  if (!room) throw notFound('room');
  return presentRoom(ctx, room);
}

const nameTaken = {
  rooms_name_key: () =>
    new AppError('record.conflict', {
      detail: 'Another room has this name',
      fields: [{ path: 'name', code: 'taken', message: 'Another room has this name' }],
    }),
};

const cleaned = <Fields extends { equipment?: RoomRow['equipment']; time_zone?: string }>(
  fields: Fields,
): Fields => ({
  ...fields,
  ...(fields.equipment ? { equipment: [...new Set(fields.equipment)] } : {}),
  ...(fields.time_zone === undefined ? {} : { time_zone: requireZone(fields.time_zone) }),
});

/** Screens that others have open show rooms, and offer them. */
const tellChanged = (ctx: Ctx, roomId: string): Promise<string> =>
  publish(ctx, 'room.changed', { room_id: roomId });

export function createRoom(ctx: Ctx, input: RoomInput) {
  return inTransaction(ctx, async (ctx) => {
    const roomId = newId();
    await onConstraint(insertRoom(ctx.db, roomId, cleaned(input), ctx.now), nameTaken);
    await tellChanged(ctx, roomId);
    return getRoom(ctx, roomId);
  });
}

/** @throws AppError `record.stale` when someone else was faster */
export function updateRoom(ctx: Ctx, roomId: string, patch: RoomPatch, expectedVersion?: number) {
  return inTransaction(ctx, async (ctx) => {
    await getRoom(ctx, roomId);
    const written = await onConstraint(
      updateRecord(ctx.db, 'rooms', roomId, cleaned(patch), {
        expected_version: expectedVersion,
        now: ctx.now,
      }),
      nameTaken,
    );
    if (!written) throw new AppError('record.stale');
    await tellChanged(ctx, roomId);
    return getRoom(ctx, roomId);
  });
}

/** @throws AppError `record.in-use` while a session that is not over is planned in it */
export function archiveRoom(ctx: Ctx, roomId: string) {
  return inTransaction(ctx, async (ctx) => {
    const room = await getRoom(ctx, roomId);
    if (room.archived_at !== null) return room;
    const planned = await lockRoom(ctx.db, roomId, ctx.now);
    if (planned > 0)
      throw new AppError('record.in-use', {
        detail: `${planned} sessions are planned in this room`,
        params: { count: planned },
      });
    await updateRecord(ctx.db, 'rooms', roomId, { archived_at: ctx.now }, { now: ctx.now });
    await tellChanged(ctx, roomId);
    return getRoom(ctx, roomId);
  });
}

/** @throws AppError `record.conflict` when another room has taken its name */
export function restoreRoom(ctx: Ctx, roomId: string) {
  return inTransaction(ctx, async (ctx) => {
    const room = await getRoom(ctx, roomId);
    if (room.archived_at === null) return room;
    await onConstraint(
      updateRecord(ctx.db, 'rooms', roomId, { archived_at: null }, { now: ctx.now }),
      nameTaken,
    );
    await tellChanged(ctx, roomId);
    return getRoom(ctx, roomId);
  });
}
