// What the form about a person holds, and what it sends. Pure.
import type { Role } from '#contract/abilities.ts';
import type { NewUser, UserChange, UserDetail } from './identity.types.ts';
import { type ProfileValues, profileValues } from './profile-values.ts';

export type PersonValues = ProfileValues & {
  email: string;
  username: string;
  password: string;
  roles: Role[];
  /** A new person without a password gets a link to set one. */
  send_link: boolean;
};

/** A new person lives where and speaks what the administrator does, until somebody says otherwise. */
export const newPersonValues = ({
  time_zone,
  language,
}: {
  time_zone: string;
  language: string;
}): PersonValues => ({
  email: '',
  username: '',
  password: '',
  roles: ['learner'],
  send_link: true,
  ...profileValues({ display_name: '', department: null, position: null, bio: '', time_zone, language }),
});

export const personValues = (person: UserDetail): PersonValues => ({
  email: person.email,
  username: person.username,
  password: '',
  roles: person.roles,
  send_link: false,
  ...profileValues(person),
});

const optional = (value: string) => (value.trim() === '' ? undefined : value);

/** What is empty is left to the server: it makes a username and a name from the e-mail address. */
export function newUserOf({ send_link: _link, ...values }: PersonValues): NewUser {
  return {
    ...values,
    username: optional(values.username),
    password: optional(values.password),
    display_name: optional(values.display_name),
  };
}

export function userChangeOf({ send_link: _link, password: _password, ...values }: PersonValues): UserChange {
  return values;
}
