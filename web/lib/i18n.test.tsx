// Every text exists in every language, and every key that the code asks for exists.

import { screen } from '@testing-library/react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { inLanguage, renderWithProviders } from '#web/testing/render.tsx';
import { type Catalog, detectLanguage, directionOf, languages } from './i18n.ts';
import { mirrorCatalog, mirrorText } from './pseudo-rtl.ts';

const catalogs = import.meta.glob<Catalog>(
  ['./locales/*.json', '../ui/locales/*.json', '../shell/locales/*.json', '../features/*/locales/*.json'],
  { import: 'default', eager: true },
);
const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.{test,stories}.tsx', '!../**/*.test.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

function flatten(catalog: Catalog, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(catalog).map(([key, value]) =>
      typeof value === 'string' ? { [prefix + key]: value } : flatten(value, `${prefix}${key}.`),
    ),
  ) as Record<string, string>;
}

function namespaceOf(path: string): string {
  const folder = path.split('/').at(-3) ?? '.';
  return folder === '.' ? 'common' : folder;
}

function keysOf(language: string): Map<string, Record<string, string>> {
  const own = Object.entries(catalogs).filter(([path]) => path.endsWith(`/${language}.json`));
  return new Map(own.map(([path, catalog]) => [namespaceOf(path), flatten(catalog)]));
}

/** `{{count}}` and friends, in order of the alphabet. */
const placeholders = (text: string) => (text.match(/\{\{\s*[^}]+\}\}/g) ?? []).sort().join();

function Words() {
  return <p>{useTranslation('common').t('due.in_days', { count: 3 })}</p>;
}

type Ask = { file: string; key: string; namespaces: readonly string[] };

/** Keys in `t('…')` with where to look: the file's useTranslation, or anywhere when `t` came from its caller. */
function asks(all: readonly string[]): Ask[] {
  return Object.entries(sources).flatMap(([file, code]) => {
    const own = [...code.matchAll(/useTranslation\(\s*\[?'([^']+)'/g)].map(([, namespace = '']) => namespace);
    return [...code.matchAll(/(?<![\w.])t\(\s*'([^']+)'/g)].map(([, asked = '']) => {
      const [namespace, key] = asked.includes(':') ? (asked.split(':') as [string, string]) : ['', asked];
      return { file, key, namespaces: namespace ? [namespace] : own.length > 0 ? own : all };
    });
  });
}

describe('texts', () => {
  const english = keysOf('en');

  it.each(languages.filter(({ code }) => code !== 'en'))('are complete in $name', ({ code }) => {
    const translated = keysOf(code);
    for (const [namespace, texts] of english) {
      expect(Object.keys(translated.get(namespace) ?? {}).sort(), namespace).toEqual(
        Object.keys(texts).sort(),
      );
    }
  });

  it.each(languages.filter(({ code }) => code !== 'en'))('keep their placeholders in $name', ({ code }) => {
    const translated = keysOf(code);
    const wrong = [...english].flatMap(([namespace, texts]) =>
      Object.entries(texts)
        .filter(([key, text]) => placeholders(translated.get(namespace)?.[key] ?? '') !== placeholders(text))
        .map(([key]) => `${namespace}:${key}`),
    );
    expect(wrong).toEqual([]);
  });

  it('exist for every key the code asks for', () => {
    const missing = asks([...english.keys()]).filter(({ key, namespaces }) => {
      const found = namespaces.some((namespace) => {
        const texts = english.get(namespace) ?? {};
        return key in texts || `${key}_other` in texts;
      });
      return !found;
    });
    expect(missing).toEqual([]);
  });

  it('exist for every problem of the contract', async () => {
    const { errors } = await import('#contract/errors.ts');
    const missing = Object.keys(errors).filter((code) => !(`problem.${code}` in (english.get('ui') ?? {})));
    expect(missing).toEqual([]);
  });
});

describe('the language', () => {
  it('is the stored one, else the first known of the browser, else English', () => {
    expect(detectLanguage('de', ['en'])).toBe('de');
    expect(detectLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(detectLanguage('xx', ['fr'])).toBe('en');
  });

  it('sets lang and dir on the page', async () => {
    await inLanguage('ar-XB', async () => {
      expect(document.documentElement.lang).toBe('ar-XB');
      expect(document.documentElement.dir).toBe('rtl');
    });
    expect(document.documentElement.dir).toBe('ltr');
    expect(directionOf('he-IL')).toBe('rtl');
  });

  it('has a pseudo form that mirrors words and keeps placeholders', () => {
    expect(mirrorText('Due in {{count}} days')).toBe(
      '\u202eDue\u202c \u202ein\u202c {{count}} \u202edays\u202c',
    );
    expect(Object.keys(mirrorCatalog({ a_one: 'x', a_other: 'y' }))).toContain('a_few');
  });

  it('changes what is on the page', async () => {
    await renderWithProviders(<Words />);
    expect(screen.getByText('Due in 3 days')).toBeTruthy();
    await inLanguage('de', async () => {
      expect(await screen.findByText('Fällig in 3 Tagen')).toBeTruthy();
    });
    expect(i18next.language).toBe('en');
  });
});
