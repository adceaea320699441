/**
 * Makes the demo organization, all or nothing: one transaction holds the people, the courses, their history and the mark that
 * they are there. A start that is killed in the middle leaves nothing but bytes in storage, and those are found again by
 * their hash when the next start makes the same files.
 */
import type { Ctx } from '#server/platform/context.ts';
import type { Acting, Db } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Reaction } from '#server/platform/facts/reactions.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { react, revokeOne, settle } from './aftermath.ts';
import { type Cast, seedPeople } from './cast.ts';
import { seedCategories, seedCourses } from './courses.ts';
import { seedHistory } from './history.ts';
import { type Library, prepareLibrary } from './library.ts';
import { findManifest, keepManifest, lockDemo, type Manifest, wasRemoved } from './manifest.ts';
import { seedSessions } from './sessions.ts';
import { seedFramework, seedJudgements, seedLines, seedRequirements } from './skills.ts';

export type Say = (message: string) => void;

export type DemoOptions = {
  /** What the product does about facts: every feature's reactions. */
  reactions: readonly Reaction[];
  say: Say;
  /** Make it although it was removed before. Default false. */
  again?: boolean;
};

export type DemoOutcome = 'made' | 'already_there' | 'removed_before';

/** Makes the demo unless it is there, or was there and has been removed. */
export async function createDemo(ctx: Ctx, options: DemoOptions): Promise<DemoOutcome> {
  const before = await standing(ctx, options);
  if (before) return before;
  options.say('Creating the demo organization (first start only): drawing its pictures.');
  const library = await prepareLibrary();
  const seeding: Ctx = { ...ctx, actor: { kind: 'system' }, request_id: newId(ctx.now.getTime()) };
  const outcome = await inTransaction(seeding, async (ctx) => {
    await lockDemo(ctx.db);
    // Somebody else may have been faster while we were drawing.
    const meanwhile = await standing(ctx, options);
    if (meanwhile) return meanwhile;
    // The same few statements run thousands of times: planning each of them anew would take a third of the time.
    await ctx.db.run(sql`set local plan_cache_mode = force_generic_plan`);
    await keepManifest(ctx, await fill(quietly(ctx), library, options));
    return 'made';
  });
  await services().cache.changed(['*']);
  return outcome;
}

/** Hundreds of services ask for a wake-up or an empty cache after the commit; once for all of them is enough. */
function quietly(ctx: Ctx): Ctx {
  let actor: string | null = null;
  const db: Db = Object.create(ctx.db, {
    afterCommit: { value: () => undefined },
    // The history of records says who of the cast did it, although all of it is one transaction.
    transaction: {
      value: async <Result>(work: (inside: Db) => Promise<Result>, acting?: Acting) => {
        if (acting && acting.user_id !== actor) {
          actor = acting.user_id;
          await ctx.db.run(sql`select set_config('lyceum.actor', ${actor ?? ''}, true)`);
        }
        return work(db);
      },
    },
  });
  return { ...ctx, db };
}

async function standing(ctx: Ctx, { again = false }: DemoOptions): Promise<DemoOutcome | null> {
  if (await findManifest(ctx.db)) return 'already_there';
  return !again && (await wasRemoved(ctx.db)) ? 'removed_before' : null;
}

async function fill(ctx: Ctx, library: Library, { reactions, say }: DemoOptions): Promise<Manifest> {
  const directory = await directoryIds(ctx);
  const cast = await seedPeople(ctx);
  say(`${cast.size} people of Nordhavn Logistics are here.`);
  const categoryIds = await seedCategories(ctx);
  const courses = await seedCourses(ctx, cast, library);
  say(`${courses.filter((course) => course.published_at).length} courses are published.`);
  await seedLines(ctx, cast);
  const skills = await seedFramework(ctx, cast, courses);
  const enrollments = await seedHistory(ctx, cast, courses, () => react(ctx, reactions));
  await seedJudgements(ctx, cast, skills);
  const planned = await seedSessions(ctx, cast, courses);
  say(
    `${enrollments} enrollments have a year of history, ${planned.session_ids.length} sessions are planned.`,
  );
  await conclude(ctx, cast, reactions);
  await seedRequirements(ctx, cast, courses, skills);
  await settle(ctx, cast, courses);
  const grown = await directoryIds(ctx);
  return {
    made_at: ctx.now.toISOString(),
    request_id: ctx.request_id,
    course_ids: courses.map((course) => course.id),
    category_ids: categoryIds,
    department_ids: grown.departments.filter((id) => !directory.departments.includes(id)),
    skill_ids: [...skills.values()],
    ...planned,
    position_ids: grown.positions.filter((id) => !directory.positions.includes(id)),
  };
}

/** Certificates and notices come of the facts; revoking one of them is a fact of its own. */
async function conclude(ctx: Ctx, cast: Cast, reactions: readonly Reaction[]): Promise<void> {
  await react(ctx, reactions);
  await revokeOne(ctx, cast);
  await react(ctx, reactions);
}

const directoryIds = (ctx: Ctx): Promise<{ departments: string[]; positions: string[] }> =>
  ctx.db.one(sql`
    select array(select id from departments) as departments, array(select id from positions) as positions`);
