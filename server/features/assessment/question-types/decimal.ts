/** Exact decimal numbers, read the way people type them. Floats would refuse 0.4 for "0.3, give or take 0.1". */

/** value = digits / 10^scale */
export type Decimal = { digits: bigint; scale: number };

// Longer numbers are no answers; the bound keeps hostile exponents from building giant integers.
const longestText = 60;
const largestExponent = 100;

const spaces = /[\s\u00a0\u2009\u202f'’_]/gu;
const plainNumber = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Reads `3.5`, `3,5`, `-0,25`, `1 000`, `1.234,5`, `1,234.5`, `6.02e23`. One comma alone is a decimal comma.
 *
 * @returns null for anything that is not a finite decimal number, also for digit groups that are not of three
 */
export function parseDecimal(text: string): Decimal | null {
  const typed = text
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2013]/gu, '-')
    .trim();
  if (typed.length > longestText) return null;
  const written = withPoint(typed.replace(spaces, ''));
  const parts = written === null ? null : plainNumber.exec(written);
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = parts;
  const exponent = Number(exponentText);
  if (whole + fraction === '' || Math.abs(exponent) > largestExponent) return null;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** The number with a point as its decimal mark and no groups, or null when the marks contradict each other. */
function withPoint(typed: string): string | null {
  const commas = typed.split(',').length - 1;
  const points = typed.split('.').length - 1;
  if (commas === 0 && points <= 1) return typed;
  if (commas === 1 && points === 0) return typed.replace(',', '.');
  const decimalMark =
    commas > 0 && points > 0 ? (typed.lastIndexOf(',') > typed.lastIndexOf('.') ? ',' : '.') : null;
  const groupMark = decimalMark === ',' ? '.' : decimalMark === '.' ? ',' : commas > 0 ? ',' : '.';
  const [whole = '', fraction, ...rest] = decimalMark === null ? [typed] : typed.split(decimalMark);
  if (rest.length > 0 || fraction?.includes(groupMark)) return null;
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${groupMark}\\d{3})+$`);
  if (!grouped.test(whole)) return null;
  const joined = whole.replaceAll(groupMark, '');
  return fraction === undefined ? joined : `${joined}.${fraction}`;
}

/** |a - b| <= tolerance, exactly. */
export function isWithin(a: Decimal, b: Decimal, tolerance: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale, tolerance.scale);
  const distance = scaled(a, scale) - scaled(b, scale);
  return (distance < 0n ? -distance : distance) <= scaled(tolerance, scale);
}

const scaled = (value: Decimal, scale: number): bigint => value.digits * 10n ** BigInt(scale - value.scale);
