// Languages and texts. A catalog is `<folder>/locales/<language>.json`; the folder's name is the namespace
// (web/lib/locales is `common`). Each is fetched when a page asks for it.
import i18next, { type BackendModule, type i18n, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { mirrorCatalog, pseudoRtl } from './pseudo-rtl.ts';

export type Catalog = { [key: string]: string | Catalog };

/** Languages people can choose. The pseudo language `ar-XB` is for tests and stories only. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const;

export const baseNamespaces = ['common', 'ui', 'shell'] as const;
const storageKey = 'lyceum.language';

const catalogs = import.meta.glob<Catalog>(
  ['./locales/*.json', '../ui/locales/*.json', '../shell/locales/*.json', '../features/*/locales/*.json'],
  { import: 'default' },
);

function pathOf(language: string, namespace: string): string | undefined {
  const folder = namespace === 'common' ? './locales' : `/${namespace}/locales`;
  return Object.keys(catalogs).find((path) => path.endsWith(`${folder}/${language}.json`));
}

async function readCatalog(language: string, namespace: string): Promise<Catalog> {
  if (language === pseudoRtl) return mirrorCatalog(await readCatalog('en', namespace));
  const path = pathOf(language, namespace) ?? pathOf('en', namespace);
  const load = path === undefined ? undefined : catalogs[path];
  if (load === undefined) throw new Error(`No texts for ${namespace} in ${language}`);
  return load();
}

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language: string, namespace: string, done: ReadCallback) {
    readCatalog(language, namespace).then(
      (catalog) => done(null, catalog),
      (error: Error) => done(error, null),
    );
  },
};

export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}

/** Picks the language: the one chosen on this device, else the first of the browser's that we speak. */
export function detectLanguage(stored: string | null, wanted: readonly string[]): string {
  const known = (code: string) => languages.find((language) => language.code === code.split('-')[0])?.code;
  if (stored === pseudoRtl) return pseudoRtl;
  for (const code of stored ? [stored, ...wanted] : wanted) {
    const match = known(code);
    if (match) return match;
  }
  return 'en';
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function hasChosenLanguage(): boolean {
  return readStored() !== null;
}

function showLanguage(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Starts i18next once, before the first render. Safe to call again: returns the same instance. */
export async function startI18n(language?: string): Promise<i18n> {
  if (i18next.isInitialized) return i18next;
  i18next.on('languageChanged', showLanguage);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language ?? detectLanguage(readStored(), navigator.languages),
      fallbackLng: false,
      load: 'currentOnly',
      ns: [...baseNamespaces],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: true },
    });
  return i18next;
}

/** Changes the language now and remembers it on this device. */
export async function setLanguage(language: string): Promise<void> {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be switched off; the language then lasts for this visit.
  }
  await i18next.changeLanguage(language);
}

/** Fetches a page's texts together with its code. */
export async function loadNamespaces(namespaces: readonly string[]): Promise<void> {
  if (namespaces.length > 0) await i18next.loadNamespaces(namespaces);
}
