// What a form can say about an account before it is sent (L-77). Pure; the server decides. Answers are codes of
// `ui:field_problem`, so that a field reads the same whether the browser or the server refused it.
import { passwordLength } from '#contract/values/account.ts';

export type FieldCode = 'required' | 'email' | 'too_short' | 'too_long' | 'same_as_account';

const likeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export function emailProblem(email: string): FieldCode | null {
  if (email.trim() === '') return 'required';
  return likeEmail.test(email.trim()) ? null : 'email';
}

export function newPasswordProblem(password: string, email = ''): FieldCode | null {
  if (password === '') return 'required';
  const length = [...password].length;
  if (length < passwordLength.least) return 'too_short';
  if (length > passwordLength.most) return 'too_long';
  return email !== '' && password.toLowerCase() === email.trim().toLowerCase() ? 'same_as_account' : null;
}

export const filledProblem = (value: string): FieldCode | null => (value.trim() === '' ? 'required' : null);
