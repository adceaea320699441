// Which queries a hint makes old.
import { expect, test } from 'vitest';
import { facts } from '#contract/facts.ts';
import { groupsOf } from './live.ts';

test.each([
  [['lesson.completed'], ['enrollment']],
  [
    ['lesson.completed', 'milestone.reached', 'enrollment.completed'],
    ['enrollment', 'certificates'],
  ],
  [['notification.created'], ['notifications']],
  [['something.new'], []],
])('%j makes %j old', (names, expected) => {
  expect(groupsOf(names)).toEqual(expected);
});

test('every fact that a learner waits for reaches some query', () => {
  const shown = Object.keys(facts).filter((name) =>
    /^(enrollment|lesson|milestone|attempt|certificate|notification)\./.test(name),
  );
  expect(shown.filter((name) => groupsOf([name]).length === 0)).toEqual([]);
});
