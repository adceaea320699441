/** Queries on rooms and holidays. */
import type { Equipment } from '#contract/calendar.ts';
import type { Db } from '#server/platform/db/database.ts';
import { all, assignments, type Sql, sql } from '#server/platform/db/sql.ts';

export type RoomRow = {
  id: string;
  name: string;
  location: string;
  capacity: number;
  equipment: Equipment[];
  time_zone: string;
  notes: string;
  archived_at: string | null;
  upcoming_count: number;
  record_version: number;
  created_at: string;
  updated_at: string;
};

/** Over `rooms r`. */
const roomColumns = (now: Date): Sql => sql`
  r.id, r.name, r.location, r.capacity, r.equipment, r.time_zone, r.notes, r.archived_at, r.record_version, r.created_at, r.updated_at,
  (select count(*)::int from training_sessions s
    where s.room_id = r.id and s.cancelled_at is null and s.starts_at > ${now}::timestamptz) as upcoming_count`;

export const selectRoom = (db: Db, roomId: string, now: Date): Promise<RoomRow | undefined> =>
  db.maybe(sql`select ${roomColumns(now)} from rooms r where r.id = ${roomId}`);

export type RoomList = { where: Sql; order: Sql; limit: number; offset: number; now: Date };

export const selectRooms = (db: Db, list: RoomList): Promise<RoomRow[]> =>
  db.rows(sql`
    with page as materialized (
      select r.id from rooms r where ${list.where} order by ${list.order} limit ${list.limit} offset ${list.offset})
    select ${roomColumns(list.now)} from page join rooms r on r.id = page.id order by ${list.order}`);

export async function countRooms(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from rooms r where ${where}`,
  );
  return count;
}

export type RoomValues = Pick<
  RoomRow,
  'name' | 'location' | 'capacity' | 'equipment' | 'time_zone' | 'notes'
>;

export const insertRoom = (db: Db, roomId: string, room: RoomValues, now: Date): Promise<number> =>
  db.run(sql`
    insert into rooms (id, name, location, capacity, equipment, time_zone, notes, created_at, updated_at)
    values (${roomId}, ${room.name}, ${room.location}, ${room.capacity}, ${room.equipment}::text[], ${room.time_zone}, ${room.notes}, ${now}, ${now})`);

/** Locks the room against sessions being planned in it meanwhile. @returns how many are still to come */
export async function lockRoom(db: Db, roomId: string, now: Date): Promise<number> {
  await db.run(sql`select 1 from rooms where id = ${roomId} for update`);
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from training_sessions
     where room_id = ${roomId} and cancelled_at is null and ends_at > ${now}::timestamptz`);
  return count;
}

export type HolidayRow = {
  id: string;
  name: string;
  starts_on: string;
  ends_on: string;
  record_version: number;
};
const holidayColumns = sql`h.id, h.name, h.starts_on, h.ends_on, h.record_version`;

export const selectHoliday = (db: Db, holidayId: string): Promise<HolidayRow | undefined> =>
  db.maybe(sql`select ${holidayColumns} from holidays h where h.id = ${holidayId}`);

export const selectHolidays = (
  db: Db,
  where: Sql,
  slice: { limit: number; offset: number },
): Promise<HolidayRow[]> =>
  db.rows(sql`
    select ${holidayColumns} from holidays h where ${where} order by h.starts_on, h.id limit ${slice.limit} offset ${slice.offset}`);

export async function countHolidays(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from holidays h where ${where}`,
  );
  return count;
}

export type HolidayValues = Pick<HolidayRow, 'name' | 'starts_on' | 'ends_on'>;

export const insertHoliday = (
  db: Db,
  holidayId: string,
  holiday: HolidayValues,
  now: Date,
): Promise<number> =>
  db.run(sql`
    insert into holidays (id, name, starts_on, ends_on, created_at, updated_at)
    values (${holidayId}, ${holiday.name}, ${holiday.starts_on}::date, ${holiday.ends_on}::date, ${now}, ${now})`);

export const deleteHolidayRow = (db: Db, holidayId: string): Promise<number> =>
  db.run(sql`delete from holidays where id = ${holidayId}`);

/**
 * Changes a row that people edit.
 *
 * @returns false when `expected_version` is given and someone else was faster
 */
export async function updateRecord(
  db: Db,
  table: 'rooms' | 'holidays' | 'calendar_events',
  recordId: string,
  fields: Record<string, unknown>,
  options: { expected_version?: number | undefined; now: Date },
): Promise<boolean> {
  const set = assignments(fields);
  const names = { rooms: sql`rooms`, holidays: sql`holidays`, calendar_events: sql`calendar_events` };
  const touched = await db.run(sql`
    update ${names[table]} set ${set ? sql`${set}, ` : sql``}updated_at = ${options.now}, record_version = record_version + 1
     where ${all([sql`id = ${recordId}`, options.expected_version !== undefined && sql`record_version = ${options.expected_version}`])}`);
  return touched === 1;
}
