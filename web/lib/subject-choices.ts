/**
 * Courses and quizzes that a form can name, found by words: the first twenty as options of a select. One query for every form,
 * because two of different shapes under the same key would hand each other's answers to the wrong form.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

export type Choice = { value: string; label: string };

const choices = (found: readonly { id: string; title: string }[]): Choice[] =>
  found.map(({ id, title }) => ({ value: id, label: title }));

export const courseChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: ['catalog', 'choices', search],
    queryFn: async ({ signal }) =>
      choices(
        (await api.catalog.listCourses({ query: { search: search || undefined, page_size: 20 }, signal }))
          .results,
      ),
    placeholderData: keepPreviousData,
  });

export const quizChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: ['assessment', 'choices', search],
    queryFn: async ({ signal }) =>
      choices(
        (await api.assessment.listQuizzes({ query: { search: search || undefined, page_size: 20 }, signal }))
          .results,
      ),
    placeholderData: keepPreviousData,
  });
