// Identity's wire shapes, as types only: importing the schemas themselves would bring zod into the first view.
import type * as z from 'zod';
import type {
  LoginSession as LoginSessionSchema,
  MePatch,
  ProfilePatch,
  Profile as ProfileSchema,
  UserDetail as UserDetailSchema,
  UserInput,
  UserPatch,
  User as UserSchema,
} from '#contract/identity-shapes.ts';

export type User = z.infer<typeof UserSchema>;
export type UserDetail = z.infer<typeof UserDetailSchema>;
export type Profile = z.infer<typeof ProfileSchema>;
export type ProfileChange = z.input<typeof ProfilePatch>;
export type MeChange = z.input<typeof MePatch>;
export type NewUser = z.input<typeof UserInput>;
export type UserChange = z.input<typeof UserPatch>;
export type LoginSession = z.infer<typeof LoginSessionSchema>;
