/** The mark that the demo is there, and what removing it must know: ids of what cannot be told by its owner. */
import * as z from 'zod';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

const Manifest = z.object({
  made_at: z.iso.datetime(),
  /** Every fact of the seeding carries it. */
  request_id: z.string(),
  course_ids: z.array(z.uuid()),
  category_ids: z.array(z.uuid()),
  department_ids: z.array(z.uuid()),
  position_ids: z.array(z.uuid()),
  /** The framework. Demos made before it have none. */
  skill_ids: z.array(z.uuid()).default([]),
  /** The calendar. Demos made before it have none. */
  room_ids: z.array(z.uuid()).default([]),
  holiday_ids: z.array(z.uuid()).default([]),
  session_ids: z.array(z.uuid()).default([]),
});
export type Manifest = z.infer<typeof Manifest>;

const present = 'demo';
/** Left behind by removal, so that the next start does not make the demo anew. */
const removed = 'demo_removed';

/** Lets one process at a time make or remove the demo; the others wait, and then see what the first one did. */
export const lockDemo = (db: Db): Promise<number> =>
  db.run(sql`select pg_advisory_xact_lock(hashtext('lyceum demo'))`);

export async function findManifest(db: Db): Promise<Manifest | null> {
  const row = await db.maybe<{ value: unknown }>(sql`select value from settings where key = ${present}`);
  return row ? Manifest.parse(row.value) : null;
}

export const isDemoThere = async (ctx: Ctx): Promise<boolean> => (await findManifest(ctx.db)) !== null;

export const wasRemoved = async (db: Db): Promise<boolean> =>
  (await db.run(sql`select 1 from settings where key = ${removed}`)) > 0;

export async function keepManifest(ctx: Ctx, manifest: Manifest): Promise<void> {
  await ctx.db.run(
    sql`insert into settings (key, value) values (${present}, ${JSON.stringify(manifest)}::jsonb)`,
  );
  await ctx.db.run(sql`delete from settings where key = ${removed}`);
}

export async function forgetManifest(ctx: Ctx): Promise<void> {
  await ctx.db.run(sql`delete from settings where key = ${present}`);
  await ctx.db.run(sql`
    insert into settings (key, value) values (${removed}, ${JSON.stringify({ removed_at: ctx.now.toISOString() })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`);
}
