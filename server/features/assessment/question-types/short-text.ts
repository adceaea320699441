/**
 * A word or a short phrase. Compared after normalising what a writer does not mean: width and composition of letters
 * (NFKC), letter case unless it matters, runs of white space, curly quotes, kinds of dashes, invisible characters.
 * Accents are kept: `resume` is not `résumé`.
 */
import type { QuestionDefinition } from '../definition.ts';
import { everything, nothing, type QuestionType } from './question-type.ts';
import { isBlankText, readText, typed } from './text-answers.ts';

// Soft hyphen, zero-width characters, direction marks and the byte order mark: what copying and phones leave behind.
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;

/** @param text as typed @returns the form in which two answers are equal when they mean the same */
export function normalizeText(text: string, caseSensitive: boolean): string {
  const plain = text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[\u2018\u2019\u201b\u02bc]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
  // Upper first: it unfolds ß to SS and the two Greek sigmas to one, which lower-casing alone does not.
  return caseSensitive ? plain : plain.toUpperCase().toLowerCase().normalize('NFKC');
}

const accepted = (question: QuestionDefinition): string[] =>
  [question.answer ?? '', ...(question.settings.accepted_answers ?? [])].filter(
    (answer) => normalizeText(answer, true) !== '',
  );

export const shortText: QuestionType = {
  kind: 'short_text',
  shuffles_choices: false,
  problems: (question) =>
    accepted(question).length === 0
      ? [{ code: 'question.no-answer', message: 'Give an accepted answer' }]
      : [],
  readAnswer: (_question, sent) => readText(sent),
  isBlank: isBlankText,
  score: (question, answer) => {
    const caseSensitive = question.settings.case_sensitive ?? false;
    const given = normalizeText(typed(answer), caseSensitive);
    const right =
      given !== '' && accepted(question).some((one) => normalizeText(one, caseSensitive) === given);
    return right ? everything : nothing;
  },
  key: (question) => ({ correct_choice_ids: [], correct_answer: accepted(question)[0] ?? null }),
};
