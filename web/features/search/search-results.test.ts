import { describe, expect, it } from 'vitest';
import { navigationFor } from '#web/shell/navigation.ts';
import { fits, grouped, moved, placesFor } from './search-results.ts';

describe('what is typed', () => {
  it.each([
    ['Mail log', 'log', true],
    ['Mail log', 'lo ma', true],
    ['Mail log', 'og', false],
    ['Übersicht', 'uber', true],
    ['Sofie Kjær', 'KJÆR', true],
    ['My learning', '', true],
    ['My learning', 'my x', false],
    ['Kurs-Übersicht', 'übers', true],
  ])('finds in “%s” with “%s”: %s', (text, typed, expected) => {
    expect(fits(text, typed)).toBe(expected);
  });
});

describe('places', () => {
  it('are those of the person’s roles only', () => {
    const nameOf = ({ id }: { id: string }) => id;
    const ids = (roles: string[]) => placesFor(navigationFor(roles), nameOf, '').map(({ id }) => id);
    expect(ids(['learner'])).not.toContain('people');
    expect(ids(['manager'])).toContain('people');
    expect(placesFor(navigationFor(['admin']), nameOf, 'heal').map(({ href }) => href)).toEqual([
      '/admin/health',
    ]);
  });

  it('stand in groups that have something in them', () => {
    const result = { id: 'a', kind: 'course' as const, title: 'A', href: '/a' };
    expect(
      grouped([
        { kind: 'place', results: [] },
        { kind: 'course', results: [result] },
      ]),
    ).toEqual([{ kind: 'course', results: [result] }]);
  });
});

describe('the arrow keys', () => {
  it.each([
    [0, 3, 'ArrowDown', 1],
    [2, 3, 'ArrowDown', 0],
    [0, 3, 'ArrowUp', 2],
    [0, 0, 'ArrowDown', null],
    [1, 3, 'a', null],
  ])('from %i of %i with %s lead to %s', (index, count, key, expected) => {
    expect(moved(index, count, key)).toBe(expected);
  });
});
