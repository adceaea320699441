/** Queries on users, their roles and their profiles: an account and its profile are read together. */
import { type Role, roles } from '#contract/abilities.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { factRow } from '#server/platform/facts/publish.ts';

/** An account with its profile, as every read of one person returns it. */
export type UserRow = {
  id: string;
  email: string;
  username: string;
  role: Role;
  roles: Role[];
  is_active: boolean;
  failed_login_attempts: number;
  last_active: string | null;
  created_at: string;
  updated_at: string;
  /** Moves with every change of the account or the profile. */
  record_version: number;
  profile_id: string;
  display_name: string;
  phone_number: string;
  department: string | null;
  position: string | null;
  bio: string;
  avatar_file_id: string | null;
  skills: unknown[] | Record<string, unknown>;
  preferences: Record<string, unknown>;
  time_zone: string;
  language: string;
  profile_created_at: string;
  profile_updated_at: string;
  profile_record_version: number;
};

/** The roles of `users u` at `now` in the whole organization, strongest first as the contract orders them. */
export const rolesOfUser = (now: Date): Sql => sql`
  coalesce((select array_agg(ra.role order by array_position(${roles}::text[], ra.role))
              from role_assignments ra
             where ra.user_id = u.id and ra.scope = 'organization' and ra.valid_from <= ${now}::timestamptz
               and (ra.valid_until is null or ra.valid_until > ${now}::timestamptz)), '{}')`;

/** The columns of a UserRow, from `userTables`. */
export const userColumns = (now: Date): Sql => sql`
  u.id, u.email, u.username, u.role, ${rolesOfUser(now)} as roles, u.is_active, u.failed_login_attempts, u.last_active,
  u.created_at, u.updated_at, u.record_version + p.record_version - 1 as record_version,
  p.id as profile_id, p.display_name, p.phone_number, d.name as department, o.name as position, p.bio, p.avatar_file_id,
  p.skills, p.preferences, p.time_zone, p.language, p.created_at as profile_created_at,
  p.updated_at as profile_updated_at, p.record_version as profile_record_version`;

export const userTables: Sql = sql`
  users u join user_profiles p on p.user_id = u.id
  left join departments d on d.id = p.department_id
  left join positions o on o.id = p.position_id`;

/** Addresses are unique among accounts that are not deleted, whatever their case. */
export const findUserIdByEmail = async (db: Db, email: string): Promise<string | undefined> =>
  (await db.maybe<{ id: string }>(sql`select id from users where email = ${email} and deleted_at is null`))
    ?.id;

/** The person, unless deleted. Takes the whole ctx because roles depend on the time. */
export const findUser = (ctx: Pick<Ctx, 'db' | 'now'>, userId: string): Promise<UserRow | undefined> =>
  ctx.db.maybe<UserRow>(sql`
    select ${userColumns(ctx.now)} from ${userTables} where u.id = ${userId} and u.deleted_at is null`);

/** The same with whether anybody reports to them now: asked once per page load. */
export const findLeadingUser = (
  ctx: Pick<Ctx, 'db' | 'now'>,
  userId: string,
): Promise<(UserRow & { leads: boolean }) | undefined> =>
  ctx.db.maybe(sql`
    select ${userColumns(ctx.now)}, exists (select 1 from reporting_line(u.id, ${ctx.now})) as leads
      from ${userTables} where u.id = ${userId} and u.deleted_at is null`);

export type NewUserRow = {
  id: string;
  email: string;
  username: string;
  role: Role;
  roles: readonly Role[];
  is_active: boolean;
  password_hash: string | null;
  profile: {
    id: string;
    display_name: string;
    phone_number: string;
    department_id: string | null;
    position_id: string | null;
    bio: string;
    skills: unknown;
    preferences: unknown;
    time_zone: string;
    language: string;
  };
  /** One per role, in the order of `roles`. */
  assignment_ids: readonly string[];
};

/**
 * Makes the account, its profile, its roles, its password and the fact in one statement.
 *
 * A taken username makes nothing (so that a generated one can be tried again); a taken e-mail violates users_email_key.
 *
 * @returns false when the username is taken
 */
export async function insertUser(ctx: Ctx, user: NewUserRow): Promise<boolean> {
  const { profile, roles, assignment_ids: assignmentIds } = user;
  const { actor, now } = ctx;
  const grantedBy = actor.kind === 'user' ? actor.user_id : null;
  const made = await ctx.db.run(sql`
    with made as (
      insert into users (id, email, username, role, is_active, deactivated_at, created_at, updated_at)
      values (${user.id}, ${user.email}, ${user.username}, ${user.role}, ${user.is_active},
              ${user.is_active ? null : now}, ${now}, ${now})
      on conflict on constraint users_username_key do nothing returning id
    ), profile as (
      insert into user_profiles (id, user_id, display_name, phone_number, department_id, position_id, bio, skills,
                                 preferences, time_zone, language, created_at, updated_at)
      select ${profile.id}::uuid, made.id, ${profile.display_name}, ${profile.phone_number},
             ${profile.department_id}::uuid, ${profile.position_id}::uuid, ${profile.bio},
             ${JSON.stringify(profile.skills)}::jsonb, ${JSON.stringify(profile.preferences)}::jsonb,
             ${profile.time_zone}, ${profile.language}, ${now}::timestamptz, ${now}::timestamptz
        from made
    ), roles as (
      insert into role_assignments (id, user_id, role, valid_from, granted_by)
      select given.id, made.id, given.role, ${now}::timestamptz, ${grantedBy}::uuid
        from made, unnest(${assignmentIds}::uuid[], ${roles}::text[]) as given (id, role)
    ), secret as (
      insert into credentials (user_id, password_hash, changed_at)
      select made.id, ${user.password_hash}::text, ${now}::timestamptz from made where ${user.password_hash}::text is not null
    )
    ${factRow(ctx, 'user.created', sql`jsonb_build_object('user_id', made.id)`, sql`from made`)}`);
  return made === 1;
}

/**
 * Locks an account and its profile for a change.
 *
 * @returns the versions an If-Match may name, or undefined when the person is gone
 */
export const lockUser = (
  db: Db,
  userId: string,
): Promise<{ record_version: number; profile_record_version: number } | undefined> =>
  db.maybe(sql`
    select u.record_version + p.record_version - 1 as record_version, p.record_version as profile_record_version
      from users u join user_profiles p on p.user_id = u.id
     where u.id = ${userId} and u.deleted_at is null for no key update of u, p`);

export type UserChanges = Partial<{ email: string; username: string; role: Role; is_active: boolean }>;

/**
 * Changes the account, which the caller has locked. With a new address all open reset links are used up: they were sent to the
 * old one, which may be another's by now.
 *
 * A taken e-mail or username violates users_email_key or users_username_key.
 */
export async function updateUserRow(ctx: Ctx, userId: string, changes: UserChanges): Promise<void> {
  const deactivation =
    changes.is_active === undefined ? {} : { deactivated_at: changes.is_active ? null : ctx.now };
  const fields = assignments({ ...changes, ...deactivation, updated_at: ctx.now });
  if (changes.email !== undefined)
    await ctx.db.run(sql`
      update password_resets r set used_at = ${ctx.now} from users u
       where u.id = ${userId} and r.user_id = u.id and r.used_at is null and lower(u.email::text) <> lower(${changes.email}::text)`);
  await ctx.db.run(sql`update users set ${fields}, record_version = record_version + 1 where id = ${userId}`);
}

/** Ends the roles that are not in `wanted` and grants the missing ones. History stays. */
export async function replaceRoles(
  ctx: Ctx,
  userId: string,
  wanted: { ids: readonly string[]; roles: readonly Role[] },
): Promise<void> {
  const grantedBy = ctx.actor.kind === 'user' ? ctx.actor.user_id : null;
  await ctx.db.run(sql`
    with ended as (
      update role_assignments set valid_until = ${ctx.now}
       where user_id = ${userId} and scope = 'organization'
         and (valid_until is null or valid_until > ${ctx.now}) and role <> all(${wanted.roles}::text[])
    )
    insert into role_assignments (id, user_id, role, valid_from, granted_by)
    select given.id, ${userId}::uuid, given.role, ${ctx.now}::timestamptz, ${grantedBy}::uuid
      from unnest(${wanted.ids}::uuid[], ${wanted.roles}::text[]) as given (id, role)
     where not exists (select from role_assignments held where held.user_id = ${userId}::uuid
                          and held.scope = 'organization' and held.role = given.role
                          and (held.valid_until is null or held.valid_until > ${ctx.now}::timestamptz))`);
}

/** Locks the live administrators, so that two of them cannot leave at the same time. @returns how many others there are */
export async function lockOtherAdmins(db: Db, userId: string): Promise<number> {
  const admins = await db.rows<{ id: string }>(sql`
    select id from users where role = 'admin' and is_active and deleted_at is null order by id for no key update`);
  return admins.filter((admin) => admin.id !== userId).length;
}

/** Switches the account off for good; its rows, and all evidence that points at them, stay. */
export async function softDeleteUser(ctx: Ctx, userId: string): Promise<boolean> {
  const changed = await ctx.db.run(sql`
    update users set deleted_at = ${ctx.now}, is_active = false, deactivated_at = coalesce(deactivated_at, ${ctx.now}),
           updated_at = ${ctx.now}, record_version = record_version + 1
     where id = ${userId} and deleted_at is null`);
  return changed === 1;
}

export type ProfileChanges = Partial<{
  display_name: string;
  phone_number: string;
  department_id: string | null;
  position_id: string | null;
  bio: string;
  avatar_file_id: string | null;
  skills: Sql;
  preferences: Sql;
  time_zone: string;
  language: string;
}>;

/** A file that does not exist violates user_profiles_avatar_fkey. */
export async function updateProfileRow(ctx: Ctx, userId: string, changes: ProfileChanges): Promise<void> {
  const fields = assignments({ ...changes, updated_at: ctx.now });
  await ctx.db.run(sql`
    update user_profiles set ${fields}, record_version = record_version + 1 where user_id = ${userId}`);
}
