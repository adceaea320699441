/**
 * Argon2id, off the event loop and a few at a time: each hash takes 19 MiB and a core, so a storm of sign-ins waits in a
 * short line instead of eating the memory, and past its end is told to come back.
 */
import os from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { AppError } from '#server/platform/errors.ts';

/** OWASP's first recommendation: 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = Math.max(1, Math.min(4, os.availableParallelism() - 1));
const longestLine = 200;
const retryAfterSeconds = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting.length >= longestLine) throw new AppError('rate.limited', { retry_after: retryAfterSeconds });
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    // The place is handed over, not freed, so nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** @returns the hash in PHC form, with its salt and cost */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), cost));

let dummy: Promise<string> | undefined;

/**
 * True when the password is right. An account that does not exist (`hash` null) costs the same time as a wrong password.
 */
export async function isPasswordRight(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('no account has this password');
  const against = passwordHash ?? (await dummy);
  const isRight = await inTurn(() => verify(against, normal(password)));
  return isRight && passwordHash !== null;
}

/** One person, two keyboards: the same letters in different Unicode forms are the same password. */
const normal = (password: string): string => password.normalize('NFKC');
