/** The table of the cache: as the contract draws it, and as its document tells it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { entries, fill, tagsOfChange } from './entries.ts';

const seconds = (text: string): number => {
  const [count = '', unit = ''] = text.split(' ');
  return Number(count) * { s: 1, min: 60, h: 3600 }[unit]!;
};

describe('the entries of the cache', () => {
  it.each([
    ['user:17', 'user', 15],
    ['course:17', 'course', 30],
    ['lessons:course:17', 'lessons', 30],
    ['enrollments:user:17', 'enrollments', 15],
    ['progress:user:17:lesson:4', 'progress', 5],
    ['notifications:user:17', 'notifications', 2],
  ] as const)('have the key %s of the contract, kept %s for %i minutes', (key, name, minutes) => {
    const { pattern, seconds } = entries[name];
    const parts = { user_id: '17', course_id: '17', lesson_id: '4', version_id: 'v', page: 'p' };
    expect(`${fill(pattern, parts)}:`.startsWith(`${key}:`)).toBe(true);
    expect(seconds).toBe(minutes * 60);
  });

  it('keep lists of people for five minutes and what hardly changes for an hour', () => {
    expect(entries.users.seconds).toBe(300);
    expect(entries.directory.seconds).toBe(3600);
    expect(entries.categories.seconds).toBe(3600);
  });

  it('are of all four kinds', () => {
    const kinds = new Set(Object.values(entries).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['object', 'query', 'response', 'session']);
  });

  it('end with a change of their own, and with one of any of their kind when they are about many', () => {
    expect(tagsOfChange('user:17')).toEqual(['user:17', 'user:*']);
    expect(tagsOfChange('enrollments:user:17')).toEqual(['enrollments:user:17', 'enrollments:user:*']);
    expect(tagsOfChange('category')).toEqual(['category']);
  });

  it('stand in docs/operations/caching.md with key, kind, lifetime, what ends them and whether they are shared', () => {
    const file = path.resolve(import.meta.dirname, '../../../docs/operations/caching.md');
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter((cells) => cells.length === 8 && cells[1]?.startsWith('`'));
    const told = rows.map(([, key, kind, lifetime, ended, shared]) => ({
      pattern: key!.replaceAll('`', ''),
      kind,
      seconds: seconds(lifetime!),
      ended_by: ended!
        .split(',')
        .map((tag) => tag.replaceAll('`', '').trim())
        .filter(Boolean),
      is_shared: shared === 'yes',
    }));
    const declared = Object.values(entries).map(({ pattern, kind, seconds, ended_by, is_shared }) => ({
      pattern,
      kind,
      seconds,
      ended_by,
      is_shared,
    }));
    expect(told).toEqual(declared);
  });
});
