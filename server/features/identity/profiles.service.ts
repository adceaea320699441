/** One's own account and profile. */
import type * as z from 'zod';
import type { MePatch, ProfilePatch } from '#contract/identity-shapes.ts';
import { releaseFile, useFile } from '#server/features/files/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { ensureNamed } from './directory.sql.ts';
import { accessUser } from './identity.policy.ts';
import { confirmOwnPassword } from './passwords.service.ts';
import { checkPhone, checkTimeZone } from './profiles.rules.ts';
import { presentProfile, presentUserDetail } from './users.present.ts';
import { taken } from './users.service.ts';
import { lockUser, type ProfileChanges, updateProfileRow, updateUserRow } from './users.sql.ts';

/** The acting person's id. @throws AppError `auth.required` for jobs and anonymous callers, who have no account */
function ownId(ctx: Ctx): string {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return userId;
}

export async function getMe(ctx: Ctx) {
  return presentUserDetail(ctx.actor, await accessUser(ctx, ownId(ctx), 'user.read'));
}

export async function getProfile(ctx: Ctx) {
  return presentProfile(await accessUser(ctx, ownId(ctx), 'user.read'));
}

/**
 * Changes one's own names and profile. Roles and activity are not one's own to change and not in the body.
 *
 * @param version  from If-Match
 * @throws AppError `auth.password-wrong` for a new e-mail address without the right current password
 * @throws AppError `account.taken`, `record.stale`, `input.invalid`
 */
export async function updateMe(ctx: Ctx, body: z.output<typeof MePatch>, version?: number) {
  const { email, username, current_password: password, ...profile } = body;
  const userId = ownId(ctx);
  const before = await accessUser(ctx, userId, 'user.update');
  // The address is where reset links go: a session left open must not be enough to redirect them.
  if (email !== undefined && email.toLowerCase() !== before.email.toLowerCase()) {
    if (password === undefined)
      throw invalidField('current_password', 'Needed to change the e-mail address', 'required');
    await confirmOwnPassword(ctx, userId, password);
  }
  await inTransaction(ctx, async (ctx) => {
    const locked = await lockUser(ctx.db, userId);
    if (version !== undefined && version !== locked?.record_version) throw new AppError('record.stale');
    await onConstraint(updateUserRow(ctx, userId, { email, username }), {
      users_email_key: () => taken('email'),
      users_username_key: () => taken('username'),
    });
    await changeProfile(ctx, userId, profile);
    await publish(ctx, 'user.changed', { user_id: userId });
  });
  return getMe(ctx);
}

/** @param version from If-Match @throws AppError `record.stale`, `input.invalid` */
export async function updateProfile(ctx: Ctx, body: z.output<typeof ProfilePatch>, version?: number) {
  const userId = ownId(ctx);
  await inTransaction(ctx, async (ctx) => {
    const locked = await lockUser(ctx.db, userId);
    if (version !== undefined && version !== locked?.profile_record_version)
      throw new AppError('record.stale');
    await changeProfile(ctx, userId, body);
  });
  return getProfile(ctx);
}

/**
 * Writes profile fields of anyone; the caller has checked that the actor may and holds the lock. Names of departments
 * and positions that are new join their lists.
 *
 * @throws AppError `input.invalid` for a phone number, time zone or picture that will not do
 */
export async function changeProfile(
  ctx: Ctx,
  userId: string,
  fields: z.output<typeof ProfilePatch>,
): Promise<void> {
  const {
    department,
    position,
    phone_number: phoneNumber,
    time_zone: timeZone,
    skills,
    preferences,
    ...plain
  } = fields;
  const json = (value: unknown) => (value === undefined ? undefined : sql`${JSON.stringify(value)}::jsonb`);
  const changes: ProfileChanges = {
    ...plain,
    phone_number: phoneNumber === undefined ? undefined : checkPhone(phoneNumber),
    time_zone: timeZone === undefined ? undefined : checkTimeZone(timeZone),
    department_id: await namedId(ctx, 'departments', department),
    position_id: await namedId(ctx, 'positions', position),
    skills: json(skills),
    preferences: json(preferences),
  };
  if (Object.values(changes).every((value) => value === undefined)) return;
  if (changes.avatar_file_id !== undefined) await exchangeAvatar(ctx, userId, changes.avatar_file_id);
  await updateProfileRow(ctx, userId, changes);
  await publish(ctx, 'profile.updated', { user_id: userId });
}

async function namedId(
  ctx: Ctx,
  directory: 'departments' | 'positions',
  name: string | null | undefined,
): Promise<string | null | undefined> {
  if (name === undefined) return undefined;
  return name ? ensureNamed(ctx.db, directory, name) : null;
}

/** The new picture must have been uploaded as one, by whoever sets it; the old one is let go. */
async function exchangeAvatar(ctx: Ctx, userId: string, fileId: string | null): Promise<void> {
  const { avatar_file_id: before } = await accessUser(ctx, userId, 'user.update');
  if (before === fileId) return;
  const subject = { subject: 'user', subject_id: userId } as const;
  if (fileId) {
    const file = await useFile(ctx, { file_id: fileId, ...subject });
    const isOwnPicture = file.purpose === 'avatar' && file.owner_id === actorId(ctx);
    if (!isOwnPicture) throw invalidField('avatar_file_id', 'Upload a picture with purpose avatar first');
  }
  if (before) await releaseFile(ctx, { file_id: before, ...subject });
}
