import { describe, expect, it } from 'vitest';
import { formatVerificationId, newVerificationId, parseVerificationId } from './verification-id.rules.ts';

describe('verification ids', () => {
  it('are 28 characters that cannot be mistaken, never the same, each place using the whole alphabet', () => {
    const ids = Array.from({ length: 5000 }, newVerificationId);
    expect(new Set(ids).size).toBe(5000);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
    for (let place = 0; place < 28; place++) expect(new Set(ids.map((id) => id[place])).size).toBe(32);
  });

  it('come back from what is printed', () => {
    const id = newVerificationId();
    expect(formatVerificationId(id)).toMatch(/^(.{4}-){6}.{4}$/);
    expect(parseVerificationId(formatVerificationId(id))).toBe(id);
  });

  const id = '7Q4M2KX9PD3T8RW5ZN6VB1HJC0GA';
  it.each([
    ['7q4m-2kx9-pd3t-8rw5-zn6v-b1hj-c0ga', id],
    ['7Q4M 2KX9 PD3T 8RW5 ZN6V B1HJ C0GA', id],
    ['7Q4M\u20132KX9\u20132PD3T', null],
    ['7Q4M-2KX9-PD3T-8RW5-ZN6V-BlHJ-COGA', id],
    ['7Q4M-2KX9-PD3T-8RW5-ZN6V-BIHJ-CoGA', id],
    ['7Q4M-2KX9-PD3T-8RW5-ZN6V-BUHJ-C0GA', null],
    ['', null],
    ['7Q4M', null],
    [`${id}0`, null],
    ["' or 1=1 --", null],
    ['７Q4M2KX9PD3T8RW5ZN6VB1HJC0GA', null],
  ])('reads %j', (typed, expected) => {
    expect(parseVerificationId(typed)).toBe(expected);
  });
});
