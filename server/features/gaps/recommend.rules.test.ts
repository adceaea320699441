/** Recommendations: gaps first, then how somebody likes to learn. */
import { describe, expect, it } from 'vitest';
import { type Candidate, type Preferences, reasonsFor, recommend } from './recommend.rules.ts';

const a = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  course_id: id,
  title: id,
  minutes: 60,
  language: 'en',
  category_id: null,
  lesson_kinds: ['article'],
  closes: 0,
  suits_times: false,
  ...more,
});
const none: Preferences = { formats: [], topics: [], language: null, pace_minutes_per_week: null };

describe('recommend', () => {
  it.each<[string, Candidate[], Partial<Preferences>, string]>([
    [
      'a gap before everything that suits',
      [a('nice', { category_id: 't' }), a('needed', { closes: 1 })],
      { topics: ['t'], language: 'en' },
      'needed nice',
    ],
    ['two gaps before one', [a('one', { closes: 1 }), a('two', { closes: 2 })], {}, 'two one'],
    [
      'of two that close a gap, the one on my topic',
      [a('x', { closes: 1 }), a('y', { closes: 1, category_id: 't' })],
      { topics: ['t'] },
      'y x',
    ],
    [
      'a topic before a language',
      [a('l', { language: 'de' }), a('t', { category_id: 't' })],
      { topics: ['t'], language: 'de' },
      't l',
    ],
    [
      'the language before the format',
      [a('f', { lesson_kinds: ['video'] }), a('l', { language: 'de-AT' })],
      { formats: ['video'], language: 'de' },
      'l f',
    ],
    [
      'a session at a good time before what fits two weeks',
      [a('short', { minutes: 60 }), a('meets', { minutes: 61, suits_times: true })],
      { pace_minutes_per_week: 30 },
      'meets short',
    ],
    [
      'what fits two weeks before what does not',
      [a('long', { minutes: 61 }), a('short', { minutes: 60 })],
      { pace_minutes_per_week: 30 },
      'short long',
    ],
    ['nothing said: the shorter first, then by title', [a('b'), a('a'), a('c', { minutes: 5 })], {}, 'c a b'],
  ])('%s', (_name, candidates, said, expected) => {
    const order = recommend(candidates, { ...none, ...said }).map((one) => one.candidate.course_id);
    expect(order.join(' ')).toBe(expected);
  });

  it.each<[string, Candidate, Partial<Preferences>, string]>([
    ['nothing said, nothing claimed', a('x'), {}, ''],
    [
      'all of them',
      a('x', { closes: 1, category_id: 't', minutes: 10 }),
      { topics: ['t'], language: 'en-GB', formats: ['reading'], pace_minutes_per_week: 30 },
      'gap topic language format pace',
    ],
    [
      'a session is its own format',
      a('x', { lesson_kinds: ['session'] }),
      { formats: ['session'] },
      'format',
    ],
    ['a quiz is practice', a('x', { lesson_kinds: ['quiz'] }), { formats: ['practice'] }, 'format'],
    ['no category is no topic', a('x'), { topics: ['t'] }, ''],
    ['another language is no reason', a('x', { language: 'da' }), { language: 'de' }, ''],
  ])('reasons: %s', (_name, candidate, said, expected) => {
    expect(reasonsFor(candidate, { ...none, ...said }).join(' ')).toBe(expected);
  });
});
