// Reads what went wrong from any thrown value, and says it in the reader's words by the problem's code.
import type { TFunction } from 'i18next';
import type { Problem } from '#contract/errors.ts';

/** The problem document of a failed request; undefined when the server could not be reached or it was our own bug. */
export function problemOf(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const candidate = 'problem' in error ? error.problem : error;
  const isProblem =
    typeof candidate === 'object' && candidate !== null && 'code' in candidate && 'status' in candidate;
  return isProblem ? (candidate as Problem) : undefined;
}

/** One sentence for a failure. Never the server's message: that is for logs. */
export function problemText(error: unknown, t: TFunction): string {
  const problem = problemOf(error);
  if (problem) {
    return t(`ui:problem.${problem.code}`, { ...problem.params, defaultValue: t('ui:problem.unknown') });
  }
  const isNetwork =
    error instanceof Error && (error.name === 'NetworkError' || error.constructor.name === 'NetworkError');
  return isNetwork || error instanceof TypeError ? t('ui:problem.network') : t('ui:problem.unknown');
}
