/** Making accounts. Editing them is in people.service.ts, one's own in profiles.service.ts. */
import { randomInt } from 'node:crypto';
import type { Role } from '#contract/abilities.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { ensureNamed } from './directory.sql.ts';
import { strongestRole } from './identity.policy.ts';
import { hashPassword } from './password-hashing.ts';
import { checkPassword } from './passwords.rules.ts';
import { checkPhone, checkTimeZone } from './profiles.rules.ts';
import { displayNameFrom, usernameFrom, usernameTry } from './users.rules.ts';
import { findUser, insertUser, type NewUserRow, type UserRow } from './users.sql.ts';

export type NewUser = {
  email: string;
  /** Made from the e-mail address when absent. */
  username?: string | undefined;
  /** Without one the person can sign in only after a password reset. */
  password?: string | undefined;
  display_name?: string | undefined;
  /** Default: learner. */
  roles?: readonly Role[] | undefined;
  is_active?: boolean | undefined;
  phone_number?: string | undefined;
  /** Names; new ones are added to the managed lists. */
  department?: string | null | undefined;
  position?: string | null | undefined;
  bio?: string | undefined;
  skills?: unknown;
  preferences?: Record<string, unknown> | undefined;
  /** IANA name. */
  time_zone?: string | undefined;
  language?: string | undefined;
};

/** That e-mail or username is someone's already (contract L-78: 400, with the field). */
export const taken = (field: 'email' | 'username'): AppError =>
  new AppError('account.taken', {
    params: { field },
    fields: [{ path: field, code: 'taken', message: 'Already taken' }],
  });

const mostUsernameTries = 8;

/**
 * Makes a person: account, profile, roles, password and the fact `user.created`, all or nothing.
 *
 * @throws AppError `account.taken` naming the field
 * @throws AppError `input.invalid` for a password, phone number or time zone that will not do
 */
export async function createUser(ctx: Ctx, input: NewUser): Promise<UserRow> {
  const email = input.email.trim();
  if (input.password !== undefined)
    checkPassword(input.password, { email, username: input.username }, 'password');
  const phoneNumber = checkPhone(input.phone_number ?? '');
  const timeZone = checkTimeZone(input.time_zone ?? 'UTC');
  // Before the transaction: a hash takes longer than everything in it.
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  const roles = [...new Set(input.roles?.length ? input.roles : (['learner'] as const))];
  const at = ctx.now.getTime();
  return inTransaction(ctx, async (ctx) => {
    const row: Omit<NewUserRow, 'username'> = {
      id: newId(at),
      email,
      role: strongestRole(roles),
      roles,
      assignment_ids: roles.map(() => newId(at)),
      is_active: input.is_active ?? true,
      password_hash: passwordHash,
      profile: {
        id: newId(at),
        display_name: input.display_name?.trim() || displayNameFrom(email),
        phone_number: phoneNumber,
        department_id: input.department ? await ensureNamed(ctx.db, 'departments', input.department) : null,
        position_id: input.position ? await ensureNamed(ctx.db, 'positions', input.position) : null,
        bio: input.bio ?? '',
        skills: input.skills ?? [],
        preferences: input.preferences ?? {},
        time_zone: timeZone,
        language: input.language ?? 'en',
      },
    };
    await insertWithUsername(ctx, row, input.username);
    const user = await findUser(ctx, row.id);
    if (!user) throw new Error('A user that was just made cannot be read');
    return user;
  });
}

async function insertWithUsername(
  ctx: Ctx,
  row: Omit<NewUserRow, 'username'>,
  wanted: string | undefined,
): Promise<void> {
  const insert = (username: string) =>
    onConstraint(insertUser(ctx, { ...row, username }), { users_email_key: () => taken('email') });
  if (wanted !== undefined) {
    if (!(await insert(wanted))) throw taken('username');
    return;
  }
  const base = usernameFrom(row.email);
  for (let attempt = 0; attempt < mostUsernameTries; attempt++) {
    if (await insert(usernameTry(base, attempt, randomInt(2 ** 40) / 2 ** 40))) return;
  }
  throw taken('username');
}
