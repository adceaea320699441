// The catalog's address: whatever stands in it, the catalog shows, and what it shows can be shared.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CatalogSearch,
  catalogHref,
  catalogOrderings,
  cleared,
  difficultyLevels,
  isNarrowed,
  narrowed,
  readCatalogSearch,
} from './catalog-search.ts';

const plain: CatalogSearch = { ordering: 'title', page: 1, view: 'cards' };
const category_id = '019aa5c0-0000-7000-8000-aaaa00000001';

describe('reading the address', () => {
  it.each([
    ['nothing', '', plain],
    ['a search', '?search=lithium', { ...plain, search: 'lithium' }],
    ['spaces around words', '?search=%20%20cells%20', { ...plain, search: 'cells' }],
    ['only spaces', '?search=%20%20', plain],
    ['a level', '?difficulty_level=advanced', { ...plain, difficulty_level: 'advanced' }],
    ['a level that does not exist', '?difficulty_level=expert', plain],
    ['a category', `?category_id=${category_id}`, { ...plain, category_id }],
    ['a category that cannot be one', '?category_id=1%20or%201=1', plain],
    ['a language', '?language=pt-BR', { ...plain, language: 'pt-BR' }],
    ['a language that cannot be one', '?language=<b>', plain],
    ['free ones', '?free=true', { ...plain, free: 'true' }],
    ['not only free ones', '?free=false', plain],
    ['a later page', '?page=7', { ...plain, page: 7 }],
    ['page zero', '?page=0', plain],
    ['half a page', '?page=1.5', plain],
    ['a page beyond all', '?page=1e9', plain],
    ['an order', '?ordering=-published_at', { ...plain, ordering: '-published_at' }],
    ['an order nobody offers', '?ordering=password', plain],
    ['the list', '?view=list', { ...plain, view: 'list' }],
  ])('understands %s', (_, search, expected) => {
    expect(readCatalogSearch(search)).toEqual(expected);
  });

  it('cuts a search that no server would take', () => {
    expect(readCatalogSearch(`?search=${'x'.repeat(500)}`).search).toHaveLength(200);
  });
});

describe('writing the address', () => {
  it('leaves out what is as usual', () => {
    expect(catalogHref(plain)).toBe('/catalog');
  });

  it('reads back what it wrote', () => {
    const states = fc.record({
      search: fc.option(
        fc.string({ maxLength: 200 }).filter((text) => text.trim() === text && text !== ''),
        { nil: undefined },
      ),
      category_id: fc.option(fc.constant(category_id), { nil: undefined }),
      difficulty_level: fc.option(fc.constantFrom(...difficultyLevels), { nil: undefined }),
      language: fc.option(fc.constantFrom('de', 'pt-BR'), { nil: undefined }),
      free: fc.option(fc.constant('true' as const), { nil: undefined }),
      ordering: fc.constantFrom(...catalogOrderings),
      page: fc.integer({ min: 1, max: 100_000 }),
      view: fc.constantFrom('cards' as const, 'list' as const),
    });
    fc.assert(
      fc.property(states, (state) => {
        const search = new URL(catalogHref(state), 'https://lyceum.example').search;
        expect(readCatalogSearch(search)).toEqual(state);
      }),
    );
  });
});

describe('narrowing', () => {
  it('begins at the first page of the new result', () => {
    expect(narrowed({ ...plain, page: 4 }, { language: 'de' })).toEqual({ ...plain, language: 'de' });
  });

  it('keeps order and layout when everything is cleared', () => {
    const state: CatalogSearch = {
      ...plain,
      search: 'a',
      free: 'true',
      ordering: 'price',
      view: 'list',
      page: 3,
    };
    expect(cleared(state)).toEqual({ ordering: 'price', view: 'list', page: 1 });
  });

  it('knows whether anything is left out', () => {
    expect(isNarrowed({ ...plain, page: 3, ordering: 'price', view: 'list' })).toBe(false);
    expect(isNarrowed({ ...plain, free: 'true' })).toBe(true);
    expect(isNarrowed({ ...plain, search: 'a' })).toBe(true);
  });
});
