/** Reads the history of records. */
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

export type HistoryRow = {
  id: string;
  record_type: string;
  record_id: string;
  record_name: string | null;
  action: 'created' | 'changed' | 'deleted';
  changed_at: string;
  actor_id: string | null;
  actor_name: string | null;
  actor_avatar: string | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  request_id: string | null;
};

/** A record is called what it is called today; one that is gone, what its own history last called it. */
export const selectHistory = (db: Db, where: Sql, limit: number): Promise<HistoryRow[]> =>
  db.rows(sql`
    with shown as materialized (
      select h.* from record_history h where ${where} order by h.id desc limit ${limit}
    )
    select h.id, h.record_type, h.record_id, h.action, h.changed_at, h.actor_id, actor.display_name as actor_name,
           actor.avatar_file_id as actor_avatar, h.before, h.after, h.request_id,
           coalesce((select n.name from v_activity_names n where n.id = h.record_id limit 1), last_name.name) as record_name
      from shown h
      left join v_identity_people actor on actor.user_id = h.actor_id
      left join lateral (
        select coalesce(o.after ->> 'title', o.after ->> 'name', o.before ->> 'title', o.before ->> 'name') as name
          from record_history o
         where o.record_type = h.record_type and o.record_id = h.record_id
           and (o.after ?| array['title', 'name'] or o.before ?| array['title', 'name'])
         order by o.id desc limit 1) last_name on true
     order by h.id desc`);

/** What ids are called; ids of nothing that has a name are absent. */
export async function selectNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: string; name: string }>(
    sql`select id, name from v_activity_names where id = any(${[...new Set(ids)]}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
