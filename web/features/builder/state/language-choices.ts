// Languages a course can be in, named in the reader's language. Pure.

const common =
  'ar bg cs da de el en es et fi fr he hi hr hu it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk vi zh';

/** @param current  is offered too, whatever it is: courses come from imports */
export function languageChoices(locale: string, current: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language' });
  const codes = new Set([...common.split(' '), current]);
  return [...codes]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}
