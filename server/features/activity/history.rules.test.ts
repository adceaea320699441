/** From columns to a diff. */
import { describe, expect, test } from 'vitest';
import { changesOf, idsIn } from './history.rules.ts';

const anna = '018f0000-0000-7000-8000-00000000000a';
const names = new Map([[anna, 'Anna Berg']]);

describe('a diff', () => {
  test('tells each column that changed, in order, with the names of what ids point at', () => {
    expect(
      changesOf({ title: 'Old', instructor_id: null }, { title: 'New', instructor_id: anna }, names),
    ).toEqual([
      { field: 'instructor_id', before: null, after: anna, before_name: null, after_name: 'Anna Berg' },
      { field: 'title', before: 'Old', after: 'New', before_name: null, after_name: null },
    ]);
  });

  test('of a new record leaves out what was empty, its id and when it was made', () => {
    const made = {
      id: anna,
      created_at: 'x',
      title: 'New',
      description: '',
      outcomes: [],
      criteria: {},
      due_at: null,
      active: false,
    };
    expect(changesOf({}, made, names).map((change) => change.field)).toEqual(['active', 'title']);
  });

  test('leaves out ids of things that have no name, unless they became another one', () => {
    const [one, other] = [anna.replace('a', 'b'), anna.replace(/a$/, 'c')];
    expect(
      changesOf({}, { completion_id: one, title: 'x' }, new Map()).map((change) => change.field),
    ).toEqual(['title']);
    expect(changesOf({ version_id: one }, { version_id: other }, new Map())).toHaveLength(1);
  });

  test('shows that something was emptied', () => {
    expect(changesOf({ bio: 'Hello' }, { bio: '' }, names)).toHaveLength(1);
  });

  test('looks up ids and nothing that only resembles one', () => {
    expect(idsIn({ a: anna, b: `${anna} `, c: 'x', d: 4, e: null }, { f: anna })).toEqual([anna, anna]);
  });
});
