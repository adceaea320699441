// How a course's price, language and certificate are written in the reader's language.

/** '120,00 €'; cents only where there are some. */
export function writePrice(price: string, currency: string, locale: string): string {
  const amount = Number(price);
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function isFree(course: { price: string }): boolean {
  return Number(course.price) === 0;
}

/** 'German', in the reader's language; the tag itself when nobody knows it. */
export function languageName(tag: string, locale: string): string {
  const [known] = Intl.DisplayNames.supportedLocalesOf([locale]);
  const name = isLanguageTag(tag) ? new Intl.DisplayNames(known, { type: 'language' }).of(tag) : undefined;
  if (name === undefined) return tag;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** The writing direction of a course's own texts, which need not be the page's. */
export function directionOfLanguage(tag: string): 'rtl' | 'ltr' {
  return rightToLeft.test(tag) ? 'rtl' : 'ltr';
}
