/** Fills an empty, migrated database with the benchmark's data. Courses are published by the product's own code. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { makeVersion } from '#server/features/catalog/index.ts';
import type { Runtime } from '#server/main/runtime.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';

export const courseCount = 1000;

/** Id of the nth thing of a kind; the same rule as in dataset.sql. */
const numbered = (kind: string) => (n: number) =>
  `00000000-0000-4000-${kind}-${n.toString(16).padStart(12, '0')}`;
export const userId = numbered('8000');
export const courseId = numbered('9000');
export const lessonId = numbered('b000');
export const quizId = numbered('a100');
export const questionId = numbered('b100');
export const choiceId = numbered('b200');
export const roomId = numbered('8300');
export const sessionId = numbered('9300');

/** The twenty courses of a person. */
export const coursesOf = (user: number): number[] =>
  Array.from({ length: 20 }, (_, k) => 1 + ((user * 7 + k * 49) % courseCount));

export async function fill(
  runtime: Runtime,
  connectionString: string,
  say: (message: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    say('people, courses, lessons, quizzes');
    await client.query(await readFile(path.join(import.meta.dirname, 'dataset.sql'), 'utf8'));
    say('publishing 1,000 courses');
    for (let course = 1; course <= courseCount; course++)
      await inTransaction(runtime.systemCtx(), (ctx) => makeVersion(ctx, courseId(course), ''));
    say('enrollments, progress, notifications');
    await client.query(await readFile(path.join(import.meta.dirname, 'history.sql'), 'utf8'));
    say('5,000 people x 100 skills');
    await client.query(await readFile(path.join(import.meta.dirname, 'skills.sql'), 'utf8'));
    say('10,000 sessions, people with 500 entries in a month');
    await client.query(await readFile(path.join(import.meta.dirname, 'calendar.sql'), 'utf8'));
    // Not the tables that are still empty: a table that is known to be empty is planned for as one that stays so.
    const filled = await client.query<{ name: string }>(
      `select relname as name from pg_stat_user_tables where schemaname = 'public' and pg_relation_size(relid) > 0`,
    );
    for (const { name } of filled.rows) await client.query(`vacuum analyze ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
