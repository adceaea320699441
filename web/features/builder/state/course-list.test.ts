// Addresses of the list and of the builder.
import { describe, expect, test } from 'vitest';
import { builderHref, listHref, readListSearch, readOpenLesson } from './course-list.ts';

const start = { search: undefined, status: undefined, ordering: '-updated_at', page: 1 };

describe('the address of my courses', () => {
  test.each([
    ['', start],
    [
      '?search=fork%20lift&status=draft&ordering=title&page=3',
      { search: 'fork lift', status: 'draft', ordering: 'title', page: 3 },
    ],
    ['?status=deleted&ordering=price&page=-1', start],
    ['?page=1.5&search=%20%20', start],
    ['?page=99999999999', start],
  ])('%j', (search, expected) => {
    expect(readListSearch(search)).toEqual(expected);
  });

  test('is short when everything is as usual, and reads back as it was', () => {
    expect(listHref(readListSearch(''))).toBe('/teach/courses');
    const search = '?search=fork+lift&status=draft&ordering=title&page=3';
    expect(listHref(readListSearch(search))).toBe(`/teach/courses${search}`);
  });
});

test('the builder’s address names the open lesson, and nothing that is none', () => {
  const lesson = '019aa5c0-0000-7000-8000-000000000001';
  expect(readOpenLesson(`?lesson=${lesson}`)).toBe(lesson);
  expect(readOpenLesson('?lesson=../../etc')).toBeUndefined();
  expect(builderHref('c1', lesson)).toBe(`/teach/courses/c1?lesson=${lesson}`);
  expect(builderHref('c1')).toBe('/teach/courses/c1');
});
