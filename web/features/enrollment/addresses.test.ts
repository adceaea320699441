// Pasted addresses.
import { expect, test } from 'vitest';
import { addressesIn } from './addresses.ts';

test.each([
  ['', []],
  [' \n , ;', []],
  ['a@x.test', ['a@x.test']],
  ['a@x.test, b@x.test;c@x.test\nd@x.test', ['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test']],
  ['a@x.test\nA@X.test', ['A@X.test']],
  ['Anna Lind <a@x.test>', ['a@x.test']],
])('%j holds %j', (text, expected) => {
  expect(addressesIn(text)).toEqual(expected);
});
