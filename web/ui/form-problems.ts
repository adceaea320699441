// Turns a problem document into messages at fields, and names for the summary above the form.
import type { TFunction } from 'i18next';
import type { FieldProblem } from '#contract/errors.ts';
import { problemOf } from './problem.ts';

export type FieldMessages = Record<string, string>;

/**
 * A field's message in the reader's words by its code; never the server's, which are for logs and are English.
 *
 * @param params  of the problem, for figures that the words name
 */
export function fieldMessage(
  problem: FieldProblem,
  t: TFunction,
  params: Record<string, unknown> = {},
): string {
  return t(`ui:field_problem.${problem.code}`, {
    ...params,
    defaultValue: t('ui:field_problem.unknown'),
  });
}

/**
 * Messages by field path, ready for `form.setErrors` of @mantine/form.
 *
 * @returns an empty object when the failure is not about fields
 */
export function fieldMessages(error: unknown, t: TFunction): FieldMessages {
  const problem = problemOf(error);
  const problems = problem?.errors ?? [];
  return Object.fromEntries(
    problems
      .filter(({ path }) => path !== '')
      .map((each) => [each.path, fieldMessage(each, t, problem?.params)]),
  );
}
