// A column's value as a person reads it. Pure.
export type DiffWords = {
  yes: string;
  no: string;
  empty: string;
  letters: (count: number) => string;
  /** A moment in the reader's zone. */
  moment: (instant: string) => string;
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/;

type LongText = { length: number; begins: string };
const isLongText = (value: object): value is LongText => 'begins' in value && 'length' in value;

/** Texts without their marks, long ones by beginning and size, lists and objects as compact JSON. */
export function valueWords(value: unknown, words: DiffWords): string {
  if (value === null || value === undefined || value === '') return words.empty;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'object') {
    if (isLongText(value)) return `${plain(value.begins)}… (${words.letters(value.length)})`;
    if (Object.keys(value).length === 0) return words.empty;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
    return JSON.stringify(value);
  }
  const text = String(value);
  return instant.test(text) ? words.moment(text) : plain(text);
}

const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
