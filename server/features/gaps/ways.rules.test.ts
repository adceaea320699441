/** Ways to a level: by what courses grant, and by what levels ask for. */
import { describe, expect, it } from 'vitest';
import type { Criterion, LevelCriteria } from '#contract/skills.ts';
import { closedBy, waysOf } from './ways.rules.ts';

const by = (...ids: string[]): Criterion[] => ids.map((course_id) => ({ kind: 'course', course_id }));
const rating: Criterion = { kind: 'rating', by: 'any', min_level: 3, count: 1 };
const quiz: Criterion = { kind: 'quiz', quiz_id: 'q', min_percent: 80 };
const level = (number: number, match: 'any' | 'all', criteria: Criterion[]): LevelCriteria => ({
  level: number,
  name: '',
  description: '',
  validity_months: null,
  match,
  criteria,
});
const grant = (course_id: string, granted: number) => ({ course_id, skill_id: 's', level: granted });
const said = (levels: LevelCriteria[], grants: ReturnType<typeof grant>[], counted: string[] = []) =>
  waysOf({ skill_id: 's', levels }, grants, new Set(counted)).map(
    (way) => `${way.courses.join('+')}>${way.level}`,
  );

describe('waysOf', () => {
  it.each<[string, LevelCriteria[], ReturnType<typeof grant>[], string[], string[]]>([
    ['a grant reaches its level', [], [grant('A', 3)], [], ['A>3']],
    [
      'a level with criteria is not reached by a grant, the one below is',
      [level(3, 'any', [rating])],
      [grant('A', 3)],
      [],
      ['A>2'],
    ],
    ['not even the lowest', [level(1, 'any', [rating])], [grant('A', 1)], [], []],
    [
      'a level described without criteria is as open as any',
      [level(3, 'any', [])],
      [grant('A', 3)],
      [],
      ['A>3'],
    ],
    ['any of two courses', [level(2, 'any', by('A', 'B'))], [], [], ['A>2', 'B>2']],
    ['a course or a rating', [level(2, 'any', [...by('A'), rating])], [], [], ['A>2']],
    ['both courses', [level(2, 'all', by('A', 'B'))], [], [], ['A+B>2']],
    ['a course and a rating: no course is enough', [level(2, 'all', [...by('A'), rating])], [], [], []],
    ['both, one of which is done', [level(2, 'all', by('A', 'B'))], [], ['A'], ['B>2']],
    ['both done and yet a gap: both again', [level(2, 'all', by('A', 'B'))], [], ['A', 'B'], ['A+B>2']],
    ['only ratings', [level(2, 'all', [rating])], [], [], []],
  ])('%s', (_name, levels, grants, counted, expected) => {
    expect(said(levels, grants, counted)).toEqual(expected);
  });
});

describe('closedBy', () => {
  it.each<[string, LevelCriteria[], string[]]>([
    ['nothing asked: a rating or a certificate', [], ['rating', 'external']],
    [
      'what its criteria say, each once',
      [level(2, 'all', [rating, rating, quiz, ...by('A')])],
      ['rating', 'quiz', 'course'],
    ],
    ['criteria of another level say nothing', [level(3, 'all', [quiz])], ['rating', 'external']],
  ])('%s', (_name, levels, expected) => {
    expect(closedBy({ skill_id: 's', levels }, 2)).toEqual(expected);
  });
});
