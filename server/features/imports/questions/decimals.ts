/** Exact arithmetic on decimals as they are written: halves of 3.141 + 3.142 stay 3.1415. Pure. */

type Decimal = { digits: bigint; scale: number };

const shape = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

export const isDecimal = (written: string): boolean => {
  const match = shape.exec(written.trim());
  return match !== null && (match[2] !== '' || (match[3] ?? '') !== '');
};

function read(written: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = shape.exec(written.trim()) ?? [];
  const shift = Number(exponent);
  const digits = BigInt(whole + fraction || '0') * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - shift;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function write({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = padded.slice(0, padded.length - scale);
  const fraction = scale === 0 ? '' : padded.slice(padded.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The same number without exponent, leading plus or trailing zeros. */
export const plain = (written: string): string => write(read(written));

export const negate = (written: string): string => {
  const { digits, scale } = read(written);
  return write({ digits: -digits, scale });
};

export function add(one: string, other: string): string {
  const [a, b] = [read(one), read(other)];
  const scale = Math.max(a.scale, b.scale);
  const widened = (decimal: Decimal) => decimal.digits * 10n ** BigInt(scale - decimal.scale);
  return write({ digits: widened(a) + widened(b), scale });
}

export function divideByTwo(written: string): string {
  const { digits, scale } = read(written);
  return write({ digits: digits * 5n, scale: scale + 1 });
}
