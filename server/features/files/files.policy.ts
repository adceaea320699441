/** Who may see and use a file: its owner, administrators, and whoever may see something that uses it. */
import type { FilePurpose } from '#contract/files.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type FileRow, findFile, type UseSubject } from './files.sql.ts';

/** Whether the actor may see this subject, and with it the files it uses. */
export type SubjectAccess = (ctx: Ctx, subject_id: string) => Promise<boolean>;

const subjectAccess = new Map<UseSubject, SubjectAccess>([
  // A portrait is for everyone in the organization.
  ['user', async (ctx) => ctx.actor.kind !== 'anonymous'],
]);

/**
 * Lets the feature that owns a subject say who may see it; called once, beside that feature's declaration. Subjects
 * nobody answers for are open to the owner of the file and to administrators only.
 */
export function registerFileAccess(subject: UseSubject, access: SubjectAccess): void {
  subjectAccess.set(subject, access);
}

export const isMine = (ctx: Ctx, file: Pick<FileRow, 'owner_id'>): boolean =>
  hasRole(ctx.actor, 'admin') || (file.owner_id !== null && file.owner_id === actorId(ctx));

/** Portraits and proofs of skills are everybody's; the rest is for people who make courses. */
export const mayUpload = (ctx: Ctx, purpose: FilePurpose): boolean =>
  purpose === 'avatar' || purpose === 'proof'
    ? ctx.actor.kind !== 'anonymous'
    : hasRole(ctx.actor, 'admin', 'trainer');

/** Space for one person's files, in bytes: course makers keep videos, others a few portraits. */
export const spaceFor = (ctx: Ctx): number =>
  (hasRole(ctx.actor, 'admin', 'trainer') ? 20_480 : 100) * 1024 ** 2;

/**
 * Loads a file the actor may see.
 *
 * @throws AppError `record.not-found` also when it exists but is not theirs to see
 */
export async function accessFile(ctx: Ctx, id: string, need: 'read' | 'delete' = 'read'): Promise<FileRow> {
  const file = await findFile(ctx.db, id);
  if (!file || !(await maySee(ctx, file))) throw notFound('file');
  if (need === 'delete' && !isMine(ctx, file)) throw new AppError('access.denied');
  return file;
}

async function maySee(ctx: Ctx, file: FileRow): Promise<boolean> {
  if (isMine(ctx, file)) return true;
  for (const use of file.uses) {
    if (await subjectAccess.get(use.subject)?.(ctx, use.subject_id)) return true;
  }
  return false;
}
