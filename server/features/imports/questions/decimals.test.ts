/** Decimals as written, without floating point. */
import { describe, expect, it } from 'vitest';
import { isDecimal, negate, plain } from './decimals.ts';
import { makeNumeric, middleOf } from './make.rules.ts';

describe('a decimal', () => {
  it.each([
    ['1', true],
    ['-1.5', true],
    ['.5', true],
    ['5.', true],
    ['1e-3', true],
    ['+2E5', true],
    [' 7 ', true],
    ['', false],
    ['.', false],
    ['1,5', false],
    ['1e', false],
    ['abc', false],
    ['0x10', false],
    ['1e999', false],
    ['Infinity', false],
    ['1'.repeat(40), false],
  ])('%j: %s', (written, good) => {
    expect(isDecimal(written)).toBe(good);
  }); // prettier-ignore

  it.each([
    ['1.50', '1.5'],
    ['+007', '7'],
    ['-0.10', '-0.1'],
    ['1.2e3', '1200'],
    ['12e-3', '0.012'],
    ['0', '0'],
    ['.5', '0.5'],
  ])('%s is written %s', (written, expected) => {
    expect(plain(written)).toBe(expected);
  }); // prettier-ignore

  it('turns its sign', () => {
    expect([negate('1.5'), negate('-1.5'), negate('0')]).toEqual(['-1.5', '1.5', '0']);
  });

  it.each([
    ['3', '5', { text: '4', tolerance: '1' }],
    ['3.141', '3.142', { text: '3.1415', tolerance: '0.0005' }],
    ['-1', '2', { text: '0.5', tolerance: '1.5' }],
    ['5', '3', { text: '4', tolerance: '-1' }],
    ['x', '3', null],
  ])('from %s to %s has a middle', (from, to, middle) => {
    expect(middleOf(from, to)).toEqual(middle);
  });

  it('given backwards as a range still has a width', () => {
    const made = makeNumeric({
      text: 'x',
      feedback: '',
      answers: [{ ...middleOf('5', '3')!, percent: 100, feedback: '' }],
    });
    expect(made).toMatchObject({ draft: { answer: '4', settings: { tolerance: 1 } } });
  });
});
