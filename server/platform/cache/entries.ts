/**
 * Everything that is cached, as one table: keys (contract L-96), lifetimes (L-97, L-98, U-14), kinds (L-103) and the changes
 * that end an entry (L-99). `docs/operations/caching.md` shows the same table; a test holds the two together.
 *
 * `ended_by` are tags. A tag names something that changes: the database announces it with the commit that changed it
 * (migrations/0040_platform_announce_changes.sql), whoever wrote. A change of `user:17` ends what is tagged `user:17` and what
 * is tagged `user:*`, which is for answers about many.
 */

/** session: does a login session stand. query: rows of a query. response: ready bytes. object: one record. */
export type CacheKind = 'session' | 'query' | 'response' | 'object';

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

export type CacheEntry<Pattern extends string = string> = {
  name: string;
  kind: CacheKind;
  pattern: Pattern;
  /** An upper bound: every change ends an entry at once. */
  seconds: number;
  ended_by: readonly string[];
  /** Also kept in Redis, when there is one. */
  is_shared: boolean;
  /** What an entry counts for in the memory of a process, where its size is not known. */
  bytes: number;
};

/** Values for the places of a pattern; all of them appear in the key, and may appear in tags. */
export type KeyParts<Entry extends CacheEntry> = Record<Names<Entry['pattern']>, string>;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function entry<Pattern extends string>(
  name: string,
  kind: CacheKind,
  pattern: Pattern,
  seconds: number,
  endedBy: readonly string[],
  more: { is_shared?: boolean; bytes?: number } = {},
): CacheEntry<Pattern> {
  const { is_shared = true, bytes = 2000 } = more;
  return { name, kind, pattern, seconds, ended_by: endedBy, is_shared, bytes };
}

export const entries = {
  /** Kept by session-states.ts itself, in the process only: what is revoked must be so with Redis away, too. */
  session: entry(
    'session',
    'session',
    'session:{session_id}',
    30,
    ['session:{session_id}', 'user:{user_id}'],
    { is_shared: false },
  ),

  /** `active`: when somebody was last active is noted once a minute; lists may be behind with it, their own entry may not. */
  user: entry('user', 'object', 'user:{user_id}', 15 * minute, [
    'user:{user_id}',
    'active:{user_id}',
    'directory',
  ]),
  users: entry('users', 'query', 'user:list:{reader}:{page}', 5 * minute, ['user:*', 'directory']),
  directory: entry('directory', 'response', 'directory:{page}', hour, ['directory']),

  categories: entry('categories', 'response', 'category:list:{page}', hour, ['category', 'course:*']),
  courses: entry('courses', 'response', 'course:list:{page}', 5 * minute, ['course:*', 'category', 'face']),
  course: entry('course', 'response', 'course:{course_id}', 30 * minute, [
    'course:{course_id}',
    'category',
    'face',
  ]),
  /** A version never changes, so nothing has to end it. */
  lessons: entry('lessons', 'query', 'lessons:course:{course_id}:{version_id}', 30 * minute, [], {
    bytes: 30_000,
  }),

  enrollments: entry('enrollments', 'response', 'enrollments:user:{user_id}:{page}', 15 * minute, [
    'enrollments:user:{user_id}',
    'user:{user_id}',
    'directory',
    'card',
    'category',
  ]),
  progress: entry('progress', 'response', 'progress:user:{user_id}:lesson:{lesson_id}:{page}', 5 * minute, [
    'progress:user:{user_id}',
    'enrollments:user:{user_id}',
  ]),
  notifications: entry('notifications', 'response', 'notifications:user:{user_id}:{page}', 2 * minute, [
    'notifications:user:{user_id}',
  ]),

  /** Frozen when a course is published; with the answer key, so it stays out of Redis. */
  quiz_version: entry('quiz_version', 'query', 'quiz-version:{version_id}', day, [], {
    is_shared: false,
    bytes: 40_000,
  }),
  /** Which version an attempt was started on never changes. */
  attempt: entry('attempt', 'query', 'attempt:{attempt_id}:{user_id}', day, [], {
    is_shared: false,
    bytes: 200,
  }),
} as const;

/** `user:{user_id}` with `{ user_id: '17' }` is `user:17`. */
export const fill = (pattern: string, parts: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');

/** The tags that a change ends: its own, and that of everything about many of its kind. */
export function tagsOfChange(change: string): string[] {
  const colon = change.lastIndexOf(':');
  return colon < 0 || change.endsWith(':*') ? [change] : [change, `${change.slice(0, colon)}:*`];
}
