/** Limits on what people type about their account; shared by the server's schemas and the browser's forms. No zod here. */

/** In characters. Any composition is fine. */
export const passwordLength = { least: 8, most: 128 } as const;

/** Without `@`, so that a username can never be mistaken for somebody's e-mail address at sign-in. */
export const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,149}$/u;

export const bioLength = 5000;
export const nameLength = 150;
