// What the catalog's address says: filters, order, page and view. Pure; an address that somebody mistyped still shows
// the catalog, without the part that makes no sense.
import type { DifficultyLevel } from './catalog.types.ts';

export const difficultyLevels = [
  'beginner',
  'intermediate',
  'advanced',
] as const satisfies readonly DifficultyLevel[];
/** The orders that are offered; the first one is the default and does not stand in the address. */
export const catalogOrderings = ['title', '-published_at', '-updated_at', 'price'] as const;
export type CatalogOrdering = (typeof catalogOrderings)[number];
/** Filters that show as chips, by the names they have in the API. */
export const filterIds = ['category_id', 'difficulty_level', 'language', 'free'] as const;
export type FilterId = (typeof filterIds)[number];

export type CatalogSearch = {
  search?: string;
  category_id?: string;
  difficulty_level?: DifficultyLevel;
  language?: string;
  free?: 'true';
  ordering: CatalogOrdering;
  page: number;
  view: 'cards' | 'list';
};

/** Two, three and four columns of cards all end in a full row. */
export const catalogPageSize = 24;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const languageTag = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

/** Reads the address's search part: `?category_id=…&page=2`. */
export function readCatalogSearch(search: string): CatalogSearch {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name)?.trim() ?? '';
  const matching = (name: string, pattern: RegExp) => (pattern.test(text(name)) ? text(name) : undefined);
  const page = Number(text('page'));
  return {
    search: text('search').slice(0, 200) || undefined,
    category_id: matching('category_id', uuid),
    difficulty_level: difficultyLevels.find((level) => level === text('difficulty_level')),
    language: matching('language', languageTag),
    free: text('free') === 'true' ? 'true' : undefined,
    ordering: catalogOrderings.find((ordering) => ordering === text('ordering')) ?? 'title',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    view: text('view') === 'list' ? 'list' : 'cards',
  };
}

/** The address of the catalog in this state; what is as usual is left out. */
export function catalogHref(state: Partial<CatalogSearch>): string {
  const query = new URLSearchParams();
  const usual: Partial<Record<string, unknown>> = { ordering: 'title', page: 1, view: 'cards' };
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && value !== usual[name]) query.set(name, String(value));
  }
  return query.size > 0 ? `/catalog?${query}` : '/catalog';
}

/** Another filter, text or order shows its first page: page 7 of the old result means nothing in the new one. */
export function narrowed(state: CatalogSearch, change: Partial<CatalogSearch>): CatalogSearch {
  return { ...state, page: 1, ...change };
}

export function cleared(state: CatalogSearch): CatalogSearch {
  return { ordering: state.ordering, view: state.view, page: 1 };
}

/** True when fewer courses than all may be shown. */
export function isNarrowed(state: CatalogSearch): boolean {
  return state.search !== undefined || filterIds.some((id) => state[id] !== undefined);
}
