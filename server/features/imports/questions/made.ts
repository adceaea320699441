/** What a parser makes of one question: a draft the assessment feature accepts, or the reason why there is none. */
import { maxQuestionsPerQuiz, type QuestionDraft } from '#contract/assessment.ts';
import type { ImportReason } from '#contract/imports.ts';

export type Reason = { code: ImportReason; params: Record<string, string | number> };

/** `changes` says what of the source is not in the draft. */
export type Made = { draft: QuestionDraft; changes: Reason[] } | { refused: Reason };

/** Where something stands in its source; `line` counts from 1. */
export type Place = { line: number | null; path: string | null; title: string };

export type ParsedQuestion = Place & { draft: QuestionDraft };
export type Finding = Place & Reason & { effect: 'skipped' | 'changed' };
export type ParsedQuestions = { questions: ParsedQuestion[]; findings: Finding[] };

export const reason = (code: ImportReason, params: Reason['params'] = {}): Reason => ({ code, params });
export const refuse = (code: ImportReason, params: Reason['params'] = {}): { refused: Reason } => ({
  refused: reason(code, params),
});

/** Sorts one outcome into what came over and what is to be told. */
export function take(into: ParsedQuestions, place: Place, made: Made): void {
  if ('refused' in made) {
    into.findings.push({ ...place, ...made.refused, effect: 'skipped' });
    return;
  }
  into.questions.push({ ...place, draft: made.draft });
  for (const change of made.changes) into.findings.push({ ...place, ...change, effect: 'changed' });
}

/** Findings past this are not worth reading, nor keeping. */
const findingLimit = 1000;

/**
 * Whether reading may stop: no quiz holds more questions, no person reads more findings. Bounds the time a file may take.
 *
 * @param line  of the question that is not read any more
 */
export function isFull(result: ParsedQuestions, line: number | null): boolean {
  const full = result.questions.length >= maxQuestionsPerQuiz || result.findings.length >= findingLimit;
  if (full) {
    const place = { line, path: null, title: '' };
    result.findings.push({
      ...place,
      ...reason('questions.too-many', { limit: maxQuestionsPerQuiz }),
      effect: 'skipped',
    });
  }
  return full;
}
