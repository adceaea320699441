// Prices, languages and codes as people write and read them.
import { describe, expect, it } from 'vitest';
import { verificationIdIn } from './verification-id.ts';
import { directionOfLanguage, isFree, languageName, writePrice } from './words.ts';

describe('a price', () => {
  it.each([
    ['120.00', 'EUR', 'de', '120\u00a0€'],
    ['120.50', 'EUR', 'de', '120,50\u00a0€'],
    ['99.90', 'GBP', 'en-GB', '£99.90'],
    ['1200.00', 'JPY', 'en-GB', 'JP¥1,200'],
  ])('%s %s reads in %s as %s', (price, currency, locale, expected) => {
    expect(writePrice(price, currency, locale)).toBe(expected);
  });

  it('is free at zero and at no other amount', () => {
    expect(isFree({ price: '0.00' })).toBe(true);
    expect(isFree({ price: '0.01' })).toBe(false);
  });
});

describe('a language', () => {
  it.each([
    ['de', 'en-GB', 'German'],
    ['de', 'de', 'Deutsch'],
    ['pt-BR', 'de', 'Portugiesisch (Brasilien)'],
    ['da', 'fr', 'Danois'],
  ])('%s is called %s-wise %s', (tag, locale, expected) => {
    expect(languageName(tag, locale)).toBe(expected);
  });

  it('keeps a tag that nobody knows', () => {
    expect(languageName('en-12', 'en-GB')).toBe('en-12');
  });

  it('runs from right to left in Arabic and Hebrew only where it should', () => {
    expect(['ar', 'he-IL', 'fa', 'en', 'de', 'hu'].map(directionOfLanguage)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
      'ltr',
    ]);
  });
});

describe('the code of a certificate', () => {
  it.each([
    ['as printed', '7Q4M-2KX9-AB12', '7Q4M-2KX9-AB12'],
    ['in small letters with spaces', ' 7q4m 2kx9 ', '7Q4M2KX9'],
    ['as the address behind the code', 'https://lms.example/verify/7Q4M-2KX9?x=1', '7Q4M-2KX9'],
    ['nothing', '   ', null],
    ['a sentence', 'what is this?', null],
    ['a path out of the page', '../../admin', null],
  ])('is found %s', (_, typed, expected) => {
    expect(verificationIdIn(typed)).toBe(expected);
  });
});
