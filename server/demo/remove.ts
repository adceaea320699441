/** Takes the demo away again: its people, its courses and all that hangs on either. Everything else stays as it is. */
import { removeUnused } from '#server/features/files/index.ts';
import { sessionStates } from '#server/features/identity/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { services } from '#server/platform/services.ts';
import { findManifest, forgetManifest, lockDemo, type Manifest } from './manifest.ts';
import {
  allowDeletingEvidence,
  deleteCourses,
  deleteDirectory,
  deleteLearning,
  deleteMessages,
  deletePeople,
  deleteRecordHistory,
  deleteSessions,
  deleteSkills,
  deleteUses,
  handOver,
  type Leaving,
  selectFiles,
  selectHeir,
  selectPeople,
  selectSignedIn,
} from './remove.sql.ts';

export type Removed = { people: number; courses: number };

/**
 * Removes the demo in one transaction; files nobody uses any more follow after it.
 *
 * Goes: accounts with an address of the demo's domain, the demo's courses, and every enrollment, certificate and message of
 * either, also those of real people in demo courses. Stays: accounts that were given another address, courses that demo
 * people made besides (they pass to the administrator who removes, else to the oldest one), and all other content.
 *
 * @throws AppError `record.not-found` when there is no demo, `user.last-admin` when no administrator would be left
 */
export async function removeDemo(ctx: Ctx): Promise<Removed> {
  if (ctx.db.in_transaction)
    throw new Error('Files go after the commit, so the demo is removed in a transaction of its own');
  const { removed, files, signedIn } = await inTransaction(ctx, async (ctx) => {
    await lockDemo(ctx.db);
    const manifest = await findManifest(ctx.db);
    if (!manifest) throw notFound('demo');
    const leaving: Leaving = { people: await selectPeople(ctx.db), courses: manifest.course_ids };
    const heir = await heirOf(ctx, leaving.people);
    const signedIn = await selectSignedIn(ctx.db, leaving.people);
    const files = await selectFiles(ctx.db, leaving);
    await clear(ctx, leaving, manifest, heir);
    await forgetManifest(ctx);
    return { removed: { people: leaving.people.length, courses: leaving.courses.length }, files, signedIn };
  });
  await ctx.db.whenCommitted(async () => {
    await services().cache.changed(['*']);
    for (const userId of signedIn) await sessionStates().forgetUser(userId);
  });
  // Bytes cannot be brought back by a rollback, so they go last. Cut off here, the daily collection finishes the job.
  for (const file of files) await removeUnused(ctx, file);
  return removed;
}

async function heirOf(ctx: Ctx, people: readonly string[]): Promise<string> {
  const acting = actorId(ctx);
  const heir = acting && !people.includes(acting) ? acting : await selectHeir(ctx.db, people);
  if (!heir) {
    throw new AppError('user.last-admin', {
      detail:
        'All administrators are demo accounts. Make one with an address of your own first, then remove the demo.',
    });
  }
  return heir;
}

async function clear({ db }: Ctx, leaving: Leaving, manifest: Manifest, heir: string): Promise<void> {
  await allowDeletingEvidence(db, true);
  await deleteUses(db, leaving);
  await deleteMessages(db, leaving, manifest);
  await deleteSessions(db, leaving, manifest);
  await deleteSkills(db, leaving, manifest);
  await deleteLearning(db, leaving);
  await deleteCourses(db, leaving);
  await handOver(db, leaving.people, heir);
  await deletePeople(db, leaving.people);
  await deleteDirectory(db, manifest);
  await deleteRecordHistory(db, leaving);
  await allowDeletingEvidence(db, false);
}
