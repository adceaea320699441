/** Which passwords are accepted. Length counts, composition does not (NIST SP 800-63B). Pure. */
import { passwordLength } from '#contract/values/account.ts';
import { type AppError, invalidField } from '#server/platform/errors.ts';
import { commonPasswords } from './common-passwords.ts';

type Owner = { email: string; username?: string | undefined };

/** What is wrong with a password, or null. */
export function passwordProblem(password: string, owner: Owner): { code: string; message: string } | null {
  const length = [...password].length;
  if (length < passwordLength.least)
    return { code: 'too_short', message: `At least ${passwordLength.least} characters` };
  if (length > passwordLength.most)
    return { code: 'too_long', message: `At most ${passwordLength.most} characters` };
  const plain = password.toLowerCase();
  const local = owner.email.slice(0, owner.email.lastIndexOf('@')).toLowerCase();
  const own = [owner.email.toLowerCase(), local, owner.username?.toLowerCase()];
  if (own.includes(plain))
    return { code: 'same_as_account', message: 'Must not be the e-mail address or username' };
  if (commonPasswords.has(plain) || /^(.)\1*$/u.test(plain)) {
    return { code: 'too_common', message: 'This password is one of the most guessed' };
  }
  return null;
}

/** @throws AppError `input.invalid` naming the field */
export function checkPassword(password: string, owner: Owner, field: string): void {
  const problem = passwordProblem(password, owner);
  if (problem) throw refused(field, problem);
}

const refused = (field: string, problem: { code: string; message: string }): AppError =>
  invalidField(field, problem.message, problem.code);
