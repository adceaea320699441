// The cast as identity's endpoints show it, for page tests.
import { abilities, type Role } from '#contract/abilities.ts';
import { ingrid, sofie } from '#web/testing/samples.ts';
import type { LoginSession, Profile, UserDetail } from './identity.types.ts';

const at = '2026-11-01T08:00:00.000Z';

type Sample = { id: string; display_name: string; email: string };

export const userDetail = (from: Sample, roles: Role[], more: Partial<UserDetail> = {}): UserDetail => ({
  id: from.id,
  email: from.email,
  username: from.email.split('@')[0] ?? '',
  role: roles[0] ?? 'learner',
  roles,
  is_active: true,
  is_instructor: roles.includes('trainer'),
  is_student: roles.includes('learner'),
  display_name: from.display_name,
  bio: '',
  profile_picture: null,
  department: 'Warehouse',
  position: null,
  created_at: at,
  updated_at: at,
  last_active: '2026-11-17T08:00:00.000Z',
  phone_number: '',
  time_zone: 'Europe/Copenhagen',
  language: 'en',
  record_version: 1,
  can: [],
  ...more,
});

export const learner = userDetail(sofie, ['learner']);
export const administrator = userDetail(ingrid, ['admin']);

/** The answer of `getSession` for a person; an administrator may do everything, others what the test does not need. */
export const sessionOf = (user: UserDetail) => ({
  user: { ...user, avatar_url: null },
  abilities: user.roles.includes('admin') ? [...abilities] : [],
  access_expires_at: '2026-11-17T10:42:07.000Z',
  leads: false,
  can_renew: true,
});
export const nobody = { user: null, abilities: [], access_expires_at: null, leads: false, can_renew: false };

export const profileOf = (user: UserDetail): Profile => ({
  id: '019aa5c0-0000-7000-8000-0000000000aa',
  user_id: user.id,
  display_name: user.display_name,
  phone_number: user.phone_number ?? '',
  department: user.department,
  position: user.position,
  bio: user.bio,
  avatar: null,
  profile_picture: null,
  avatar_file_id: null,
  skills: [],
  preferences: {},
  time_zone: user.time_zone,
  language: user.language,
  created_at: at,
  updated_at: at,
  record_version: 4,
});

export const loginSession = (id: string, more: Partial<LoginSession> = {}): LoginSession => ({
  id,
  created_at: at,
  last_used_at: '2026-11-16T08:00:00.000Z',
  expires_at: '2026-12-01T08:00:00.000Z',
  user_agent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
  ip: '192.0.2.7',
  is_current: false,
  ...more,
});

export const page = <Item>(results: Item[]) => ({
  count: results.length,
  next: null,
  previous: null,
  results,
});
export const site = { organization_name: 'Nordhavn Logistics', registration_open: true, is_demo: false };
