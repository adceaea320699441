/** What is left of a reported error, and that the same error is the same in every version of the files. */
import { describe, expect, it } from 'vitest';
import { bucketOf, cleanMessage, cleanStack, fingerprintOf, valueOfBucket } from './reports.rules.ts';

describe('the text of an error', () => {
  it.each([
    ['an e-mail', 'No mailbox anna.berg@nordhavn.example here', 'No mailbox <e-mail> here'],
    ['an id', 'Course 0199aaaa-0000-7000-8000-000000000001 is gone', 'Course <id> is gone'],
    ['words in quotes', 'Unexpected token in "my secret diary"', 'Unexpected token in "…"'],
    ['an address with a query', 'Failed: https://x.test/reset?token=hunter2', 'Failed: /reset'],
    ['a token', 'Refused Bearer abc.def.ghi today', 'Refused <token> today'],
    ['numbers', 'Row 4711 of 12', 'Row N of N'],
  ])('keeps no value: %s', (_what, given, left) => {
    expect(cleanMessage(given)).toBe(left);
  });

  it('has a stack of frames only, without hosts and queries', () => {
    const stack = [
      'TypeError: hunter2 is not a function',
      '    at render (https://learn.example/assets/CoursePage-a1B2c3D4.js:12:34)',
      '    at https://learn.example/assets/index-Zz9Zz9Zz.js?v=hunter2:1:2',
      'hunter2 said this in a second line',
    ].join('\n');
    const cleaned = cleanStack(stack);
    expect(cleaned).toContain('at render (/assets/CoursePage-a1B2c3D4.js:12:34)');
    expect(cleaned).not.toContain('hunter2');
    expect(cleaned).not.toContain('learn.example');
  });
});

describe('two errors are the same', () => {
  const frame = (file: string, line: number) => `at render (/assets/${file}.js:${line}:3)`;
  it('also when the next version has other names of files and other lines', () => {
    expect(fingerprintOf('error', 'x', frame('CoursePage-a1B2c3D4', 10))).toBe(
      fingerprintOf('error', 'x', frame('CoursePage-q9R8s7T6', 12)),
    );
  });
  it('not in another place, of another kind, or with another text', () => {
    const all = [
      fingerprintOf('error', 'x', frame('CoursePage-a1B2c3D4', 10)),
      fingerprintOf('error', 'x', frame('QuizPage-a1B2c3D4', 10)),
      fingerprintOf('rejection', 'x', frame('CoursePage-a1B2c3D4', 10)),
      fingerprintOf('error', 'y', frame('CoursePage-a1B2c3D4', 10)),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

it.each([
  ['lcp', 2500],
  ['inp', 199],
  ['ttfb', 37],
  ['cls', 0.1],
  ['cls', 0.003],
] as const)('a measure is right to a tenth: %s %d', (vital, value) => {
  const kept = valueOfBucket(vital, bucketOf(vital, value));
  expect(Math.abs(kept - value) / value).toBeLessThan(0.05);
});

it('nothing at all stays nothing', () => {
  expect(valueOfBucket('cls', bucketOf('cls', 0))).toBe(0);
  expect(valueOfBucket('lcp', bucketOf('lcp', 0))).toBe(0);
});
