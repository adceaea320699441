// The pseudo language `ar-XB`: English, mirrored at run time. It shows at a glance what is not translated and what
// does not follow the writing direction, without a translator.
import type { Catalog } from './i18n.ts';

export const pseudoRtl = 'ar-XB';

const rightToLeft = '\u202e';
const end = '\u202c';
const arabicPlurals = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** Wraps every word in a right-to-left override; placeholders and tags stay as they are. */
export function mirrorText(text: string): string {
  return text
    .split(/(\{\{[^}]*\}\}|<[^>]*>|\$t\([^)]*\))/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\S+/g, (word) => rightToLeft + word + end)))
    .join('');
}

/** Mirrors a catalog and gives every plural the six forms that Arabic asks for. */
export function mirrorCatalog(catalog: Catalog): Catalog {
  const mirrored: Catalog = {};
  for (const [key, value] of Object.entries(catalog)) {
    if (typeof value !== 'string') {
      mirrored[key] = mirrorCatalog(value);
      continue;
    }
    const text = mirrorText(value);
    mirrored[key] = text;
    if (!key.endsWith('_other')) continue;
    for (const form of arabicPlurals) mirrored[key.replace(/other$/, form)] ??= text;
  }
  return mirrored;
}
