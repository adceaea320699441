// What the search dialog asks the server. Nothing is asked before two letters are there.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import type { SearchResult } from './search-results.ts';

const mostResults = 6;
const isWorthAsking = (words: string): boolean => words.trim().length >= 2;

export const foundCoursesQuery = (words: string) =>
  queryOptions({
    queryKey: ['catalog', 'search', words],
    queryFn: ({ signal }) =>
      api.catalog.listCourses({ query: { search: words, page_size: mostResults }, signal }),
    select: ({ results }): SearchResult[] =>
      results.map(({ id, title, category }) => ({
        id,
        kind: 'course',
        title,
        href: `/courses/${id}`,
        ...(category !== null && { detail: category }),
      })),
    enabled: isWorthAsking(words),
    placeholderData: keepPreviousData,
  });

export const foundPeopleQuery = (words: string, isAllowed: boolean) =>
  queryOptions({
    queryKey: ['identity', 'search', words],
    queryFn: ({ signal }) =>
      api.identity.listUsers({ query: { search: words, page_size: mostResults }, signal }),
    select: ({ results }): SearchResult[] =>
      results.map(({ id, display_name, email }) => ({
        id,
        kind: 'person',
        title: display_name,
        detail: email,
        href: `/manage/people?person=${id}`,
      })),
    enabled: isAllowed && isWorthAsking(words),
    placeholderData: keepPreviousData,
  });
