// What the heat table is narrowed to, and by what its rows are grouped.
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type HeatRows, heatRows } from '#contract/gaps-shapes.ts';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { placesQuery, profileChoicesQuery } from '../gaps.queries.ts';
import { type HeatSearch, narrowedHeat } from '../heat-search.ts';

type HeatFiltersProps = {
  state: HeatSearch;
  categories: readonly string[];
  onChange: (next: HeatSearch) => void;
};

export function HeatFilters({ state, categories, onChange }: HeatFiltersProps) {
  const { t } = useTranslation('gaps');
  const departments = useQuery(placesQuery('departments')).data?.results ?? [];
  const profiles = useQuery(profileChoicesQuery).data?.results ?? [];
  const named = (some: readonly { id: string; name: string }[]) =>
    some.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterBar
      search={{
        value: state.search ?? '',
        label: t('heat.search'),
        onChange: (search) => onChange(narrowedHeat(state, { search: search || undefined })),
      }}
      filters={[
        {
          id: 'only_gaps',
          label: t('filter.show'),
          options: [{ value: 'true', label: t('filter.only_gaps') }],
        },
        { id: 'direct', label: t('filter.people'), options: [{ value: 'true', label: t('filter.direct') }] },
        { id: 'profile', label: t('filter.profile'), options: named(profiles) },
        { id: 'department', label: t('filter.department'), options: named(departments) },
        {
          id: 'category',
          label: t('filter.category'),
          options: categories.map((one) => ({ value: one, label: one })),
        },
      ]}
      values={{
        only_gaps: state.only_gaps && 'true',
        direct: state.direct && 'true',
        profile: state.profile,
        department: state.department,
        category: state.category,
      }}
      onChange={(id, value) =>
        onChange(
          narrowedHeat(state, {
            [id]: id === 'only_gaps' || id === 'direct' ? (value ? true : undefined) : value,
          }),
        )
      }
      onClear={() => onChange({ rows: state.rows, ordering: state.ordering, page: 1 })}
    >
      <SegmentedControl
        aria-label={t('heat.rows')}
        value={state.rows}
        onChange={(rows) => onChange(narrowedHeat(state, { rows: rows as HeatRows }))}
        data={heatRows.map((rows) => ({ value: rows, label: t(`heat.rows_${rows}`) }))}
      />
    </FilterBar>
  );
}
