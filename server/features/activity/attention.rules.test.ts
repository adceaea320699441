/** Why a learner may need help, as a table. */
import { describe, expect, test } from 'vitest';
import { type Counted, reasonsOf } from './attention.rules.ts';

const fine: Counted = {
  overdue: 0,
  overdue_course_id: null,
  due_soon: 0,
  due_soon_course_id: null,
  not_started: 0,
  not_started_course_id: null,
  failed_attempts: 0,
  failed_course_id: null,
  days_inactive: 0,
  recent_actions: 30,
  earlier_actions: 30,
};

describe('a learner needs attention', () => {
  test.each<[string, Partial<Counted>, [string, number][]]>([
    ['when nothing is wrong: not at all', {}, []],
    ['when two courses are overdue', { overdue: 2, overdue_course_id: 'c' }, [['overdue', 2]]],
    ['on the 14th day of silence', { days_inactive: 14 }, [['inactive', 14]]],
    ['not yet on the 13th', { days_inactive: 13 }, []],
    ['when they were never here', { days_inactive: null }, [['inactive', 0]]],
    ['after failing the same quiz twice', { failed_attempts: 2 }, [['stuck', 2]]],
    ['not after failing it once', { failed_attempts: 1 }, []],
    ['when they do less than a quarter of what they did', { recent_actions: 7 }, [['slowing', 77]]],
    ['not at exactly a quarter', { recent_actions: 5, earlier_actions: 20 }, []],
    ['not when there was little to compare with', { recent_actions: 0, earlier_actions: 19 }, []],
    [
      'once, as inactive, when they stopped altogether',
      { recent_actions: 0, earlier_actions: 40, days_inactive: 20 },
      [['inactive', 20]],
    ],
    [
      'for the gravest reason first',
      { not_started: 1, overdue: 1, failed_attempts: 3, due_soon: 1, days_inactive: 30 },
      [
        ['overdue', 1],
        ['stuck', 3],
        ['due_soon', 1],
        ['inactive', 30],
        ['not_started', 1],
      ],
    ],
  ])('%s', (_, counted, expected) => {
    expect(reasonsOf({ ...fine, ...counted }).map((one) => [one.kind, one.number])).toEqual(expected);
  });
});
