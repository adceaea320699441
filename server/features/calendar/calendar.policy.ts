/** Who may see and run training sessions. Everything in the feature that touches one loads it here. */
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type SessionStatus, statusOf } from './sessions.rules.ts';
import { type SessionRow, selectSession } from './sessions.sql.ts';

/** `session.read` is for everyone who may see it; the others are for those who run it. */
export type SessionNeed = 'session.read' | 'session.update' | 'session.people' | 'session.attendance';
export type SessionAccess = SessionRow & { status: SessionStatus };

/**
 * Loads a session with the caller's own booking of it and checks what the actor needs.
 *
 * Seen by all who are signed in: what is on offer (of published courses or of none). Also seen, cancelled or not: by those with
 * a live booking, by its trainers and by those who run it: administrators, and trainers who hold it, made it or teach its course.
 *
 * @throws AppError `record.not-found` when it does not exist or may not be seen, `access.denied` when it may be seen only
 */
export async function accessSession(ctx: Ctx, sessionId: string, need: SessionNeed): Promise<SessionAccess> {
  return checkSession(ctx, await selectSession(ctx, sessionId), need);
}

/** The check of `accessSession` for a row that was read with more than it. */
export function checkSession<Row extends SessionRow>(
  ctx: Ctx,
  session: Row | undefined,
  need: SessionNeed,
): Row & { status: SessionStatus } {
  if (!session?.is_visible) throw notFound('session');
  if (need !== 'session.read' && !session.is_managed) throw new AppError('access.denied');
  return { ...session, status: statusOf(session, ctx.now) };
}
