/** A line that is never empty must not remember all who ever stood in it. */
import { expect, it } from 'vitest';
import { WaitingLine } from './waiting-line.ts';

it('lets out in the order of coming, and nobody twice', () => {
  const line = new WaitingLine<number>();
  expect(line.take()).toBeUndefined();
  const out: (number | undefined)[] = [];
  for (let n = 0; n < 10; n++) {
    line.add(n);
    if (n % 3 === 2) out.push(line.take());
  }
  while (line.length > 0) out.push(line.take());
  expect(out).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(line.take()).toBeUndefined();
});

it('takes no more room after a hundred thousand than it needs for those who wait', () => {
  const line = new WaitingLine<number>();
  let most = 0;
  for (let n = 0; n < 500; n++) line.add(n);
  for (let n = 500; n < 100_000; n++) {
    line.add(n);
    expect(line.take()).toBe(n - 500);
    most = Math.max(most, line.places);
  }
  expect(line.length).toBe(500);
  expect(most).toBeLessThanOrEqual(1003);
});
