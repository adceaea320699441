// Search and filter chips of the catalog. What is chosen stands in the address, so a narrowed catalog can be shared.
import { useTranslation } from 'react-i18next';
import { languages } from '#web/lib/i18n.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { type Filter, FilterBar } from '#web/ui/FilterBar.tsx';
import type { Category, Course } from '../catalog.types.ts';
import { type CatalogSearch, cleared, difficultyLevels, type FilterId, narrowed } from '../catalog-search.ts';
import { languageName } from '../words.ts';

type CatalogFiltersProps = {
  state: CatalogSearch;
  onChange: (next: CatalogSearch, options?: { replace: boolean }) => void;
  total: number | undefined;
  categories: readonly Category[];
  /** The courses in view: their languages can be chosen too. */
  courses: readonly Course[];
};

export function CatalogFilters({ state, onChange, total, categories, courses }: CatalogFiltersProps) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const filters = useFilters(categories, languagesOf(state, courses));
  const values: Record<FilterId, string | undefined> = {
    category_id: state.category_id,
    difficulty_level: state.difficulty_level,
    language: state.language,
    free: state.free,
  };
  const label =
    total === undefined
      ? t('search.label')
      : t('search.label_count', { count: total, figure: format.number(total) });
  return (
    <FilterBar
      search={{
        value: state.search ?? '',
        label,
        onChange: (search) =>
          onChange(narrowed(state, { search: search.trim() || undefined }), { replace: true }),
      }}
      filters={filters}
      values={values}
      onChange={(id, value) => onChange(narrowed(state, { [id]: value }))}
      onClear={() => onChange(cleared(state))}
    />
  );
}

/** Languages to choose from: ours, those of the courses in view, and the chosen one, which the others may have hidden. */
function languagesOf(state: CatalogSearch, courses: readonly Course[]): string[] {
  const seen = [
    ...languages.map(({ code }) => code),
    ...courses.map(({ language }) => language),
    state.language,
  ];
  return [...new Set(seen)].filter((tag) => tag !== undefined);
}

function useFilters(categories: readonly Category[], tags: readonly string[]): Filter[] {
  const { t } = useTranslation('catalog');
  const { locale, compare } = useFormat();
  const named = tags.map((tag) => ({ value: tag, label: languageName(tag, locale) }));
  return [
    {
      id: 'category_id',
      label: t('filter.category'),
      options: categories.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      id: 'difficulty_level',
      label: t('filter.level'),
      options: difficultyLevels.map((level) => ({ value: level, label: t(`level.${level}`) })),
    },
    {
      id: 'language',
      label: t('filter.language'),
      options: named.toSorted((a, b) => compare(a.label, b.label)),
    },
    { id: 'free', label: t('filter.price'), options: [{ value: 'true', label: t('price.free') }] },
  ];
}
