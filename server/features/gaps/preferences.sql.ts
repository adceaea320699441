/** Queries on training preferences. */
import type { TrainingPreferences } from '#contract/gaps-shapes.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

export const selectPreferences = (db: Db, userId: string): Promise<TrainingPreferences | undefined> =>
  db.maybe(sql`
    select formats, topics, times, language, pace_minutes_per_week, updated_at from training_preferences where user_id = ${userId}`);

export async function selectUnknownTopics(db: Db, topics: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ topic: string }>(sql`
    select t.topic from unnest(${topics}::uuid[]) as t(topic)
     where not exists (select 1 from v_catalog_categories k where k.category_id = t.topic)`);
  return rows.map((row) => row.topic);
}

export const upsertPreferences = (
  ctx: Ctx,
  userId: string,
  said: Omit<TrainingPreferences, 'updated_at'>,
): Promise<number> =>
  ctx.db.run(sql`
    insert into training_preferences (user_id, formats, topics, times, language, pace_minutes_per_week, updated_at)
    values (${userId}, ${said.formats}::text[], ${said.topics}::uuid[], ${said.times}::text[], ${said.language}, ${said.pace_minutes_per_week}, ${ctx.now})
    on conflict (user_id) do update set formats = excluded.formats, topics = excluded.topics, times = excluded.times,
      language = excluded.language, pace_minutes_per_week = excluded.pace_minutes_per_week, updated_at = excluded.updated_at`);
