/** Rows as their readers may see them. */
import type * as z from 'zod';
import type { LoginSession, Profile, User, UserDetail } from '#contract/identity-shapes.ts';
import { type Actor, hasRole } from '#server/platform/context.ts';
import { isSelf, mayChange, maySeeSecurityFields } from './identity.policy.ts';
import type { SessionRow } from './login-sessions.sql.ts';
import { avatarUrl } from './people.ts';
import type { UserRow } from './users.sql.ts';

export function presentUser(actor: Actor, row: UserRow): z.input<typeof User> {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    role: row.role,
    roles: row.roles,
    is_active: row.is_active,
    is_instructor: row.roles.includes('trainer'),
    is_student: row.roles.includes('learner'),
    display_name: row.display_name,
    bio: row.bio,
    profile_picture: avatarUrl(row.avatar_file_id),
    department: row.department,
    position: row.position,
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_active: row.last_active,
    ...(maySeeSecurityFields(actor) ? { failed_login_attempts: row.failed_login_attempts } : {}),
  };
}

export function presentUserDetail(actor: Actor, row: UserRow): z.input<typeof UserDetail> {
  const seesPhone = isSelf(actor, row.id) || hasRole(actor, 'admin', 'manager');
  return {
    ...presentUser(actor, row),
    ...(seesPhone ? { phone_number: row.phone_number } : {}),
    time_zone: row.time_zone,
    language: row.language,
    record_version: row.record_version,
    can: (['update', 'delete'] as const).filter((verb) => mayChange(actor, row.id, `user.${verb}`)),
  };
}

export function presentProfile(row: UserRow): z.input<typeof Profile> {
  return {
    id: row.profile_id,
    user_id: row.id,
    display_name: row.display_name,
    phone_number: row.phone_number,
    department: row.department,
    position: row.position,
    bio: row.bio,
    avatar: avatarUrl(row.avatar_file_id),
    profile_picture: avatarUrl(row.avatar_file_id),
    avatar_file_id: row.avatar_file_id,
    skills: row.skills,
    preferences: row.preferences,
    time_zone: row.time_zone,
    language: row.language,
    created_at: row.profile_created_at,
    updated_at: row.profile_updated_at,
    record_version: row.profile_record_version,
  };
}

/** Named field by field, so that a new column of the table does not leave the server by itself. */
export const presentSession = (row: SessionRow & { is_current: boolean }): z.input<typeof LoginSession> => ({
  id: row.id,
  created_at: row.created_at,
  last_used_at: row.last_used_at,
  expires_at: row.expires_at,
  user_agent: row.user_agent,
  ip: row.ip,
  is_current: row.is_current,
});
