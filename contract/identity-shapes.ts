/** Shapes of identity: accounts, profiles, sessions, and what bodies may carry. The endpoints are in identity.ts. */
import * as z from 'zod';
import { abilities, roles } from './abilities.ts';
import { bioLength, nameLength, passwordLength, usernamePattern } from './values/account.ts';
import { can, id, instant, optionalText } from './values/common.ts';

export const role = z.enum(roles);

/** One line of text: no control characters, so that it is safe in a mail header. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !/\p{Cc}/u.test(value), { message: 'Control characters are not allowed' });
const filledLine = (max: number) => line(max).min(1);

export const email = z.string().trim().pipe(z.email().max(254));
export const username = z
  .string()
  .trim()
  .regex(usernamePattern, 'Letters, digits, dots, dashes, underscores and plus signs');
/** Any composition; the server also refuses the most guessed ones and the account's own names. */
export const newPassword = z.string().min(passwordLength.least).max(passwordLength.most);
export const givenPassword = z.string().min(1).max(1000);
export const timeZone = filledLine(64);
export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Expected a language tag such as en or de')
  .max(35);
const skills = z.union([z.array(z.unknown()).max(200), z.record(z.string(), z.unknown())]);
const preferences = z.record(z.string().max(100), z.unknown());
const isSmall = (value: unknown) => JSON.stringify(value).length <= 16_384;
const small = { message: 'At most 16 kB' };

export const User = z.object({
  id,
  email: z.string(),
  username: z.string(),
  /** The strongest of `roles`. */
  role,
  roles: z.array(role),
  is_active: z.boolean(),
  is_instructor: z.boolean(),
  is_student: z.boolean(),
  display_name: z.string(),
  bio: z.string(),
  profile_picture: z.string().nullable(),
  department: z.string().nullable(),
  position: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  last_active: instant.nullable(),
  /** Administrators only. */
  failed_login_attempts: z.int().optional(),
});

/** One account in full. `can` says what the caller may do to it. */
export const UserDetail = User.extend({
  /** Not for trainers, except their own. */
  phone_number: z.string().optional(),
  time_zone: z.string(),
  language: z.string(),
  record_version: z.int(),
  can,
});

export const Profile = z.object({
  id,
  user_id: id,
  display_name: z.string(),
  /** E.164, or empty. */
  phone_number: z.string(),
  department: z.string().nullable(),
  position: z.string().nullable(),
  bio: z.string(),
  /** The same address twice: `avatar` is the first document's name, `profile_picture` the second's. */
  avatar: z.string().nullable(),
  profile_picture: z.string().nullable(),
  avatar_file_id: id.nullable(),
  skills,
  preferences,
  time_zone: z.string(),
  language: z.string(),
  created_at: instant,
  updated_at: instant,
  record_version: z.int(),
});

/** What a person may say about themselves. A department or position that is new is added to its list. */
const profileFields = {
  display_name: filledLine(nameLength),
  phone_number: line(128),
  department: line(100).nullable(),
  position: line(100).nullable(),
  bio: optionalText(bioLength),
  avatar_file_id: id.nullable(),
  time_zone: timeZone,
  language,
};
const ownProfileFields = {
  ...profileFields,
  skills: skills.refine(isSmall, small),
  preferences: preferences.refine(isSmall, small),
};

export const ProfilePatch = z.strictObject(ownProfileFields).partial();
/** A new e-mail address needs the current password: whoever holds it can reset the account. */
export const MePatch = z
  .strictObject({ email, username, current_password: givenPassword, ...profileFields })
  .partial();

/** `role` alone means "exactly this role"; `roles` names them all. */
const managedFields = {
  username,
  role,
  roles: z.array(role).min(1).max(4),
  is_active: z.boolean(),
  ...profileFields,
};
export const UserInput = z
  .strictObject({ email, password: newPassword, ...managedFields })
  .omit({ avatar_file_id: true })
  .partial()
  .required({ email: true });
export const UserPatch = z.strictObject({ email, ...managedFields }).partial();

const identifier = z.string().trim().min(1).max(254);
export const Credentials = z
  .strictObject({
    email: identifier.optional(),
    /** Takes a username or an e-mail address. */
    username: identifier.optional(),
    password: givenPassword,
  })
  .refine((body) => (body.email ?? body.username) !== undefined, {
    path: ['email'],
    message: 'E-mail or username is required',
  });

const token = z.string().nullable();
export const TokenPair = z.object({ access: token, refresh: token });
export const SignedIn = z.object({ token, refresh: token, user: User });

export const LoginSession = z.object({
  id,
  created_at: instant,
  last_used_at: instant,
  expires_at: instant,
  user_agent: z.string(),
  ip: z.string(),
  is_current: z.boolean(),
});

/** Who the browser is signed in as: asked once per page load, never an error. */
export const Session = z.object({
  user: User.extend({
    avatar_url: z.string().nullable(),
    time_zone: z.string(),
    language: z.string(),
  }).nullable(),
  abilities: z.array(z.enum(abilities)),
  access_expires_at: instant.nullable(),
  /** Somebody reports to this person, directly or not, or to a manager they act for now. */
  leads: z.boolean(),
  /** True when there is a refresh cookie to try before asking for the password. */
  can_renew: z.boolean(),
});

/** What a visitor may know before signing in. */
export const Site = z.object({
  organization_name: z.string(),
  /** People may make their own accounts. */
  registration_open: z.boolean(),
  /** The demo organization is there, with its known sign-ins. */
  is_demo: z.boolean(),
});

export const Named = z.object({ id, name: z.string() });
