// Whom "My team" shows: everybody below, direct reports, one department, only those with something open.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { placesQuery } from '../gaps.queries.ts';
import { narrowedTeam, type TeamSearch } from '../team-search.ts';

const figures = ['overdue', 'due', 'expiring', 'gaps'] as const;

export function TeamFilters({
  state,
  onChange,
}: {
  state: TeamSearch;
  onChange: (next: TeamSearch) => void;
}) {
  const { t } = useTranslation('gaps');
  const departments = useQuery(placesQuery('departments')).data?.results ?? [];
  return (
    <FilterBar
      search={{
        value: state.search ?? '',
        label: t('team.search'),
        onChange: (search) => onChange(narrowedTeam(state, { search: search || undefined })),
      }}
      filters={[
        { id: 'direct', label: t('filter.people'), options: [{ value: 'true', label: t('filter.direct') }] },
        {
          id: 'with',
          label: t('filter.with'),
          options: figures.map((one) => ({ value: one, label: t(`team.column.${one}`) })),
        },
        {
          id: 'department',
          label: t('filter.department'),
          options: departments.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      values={{ direct: state.direct && 'true', with: state.with, department: state.department }}
      onChange={(id, value) =>
        onChange(narrowedTeam(state, { [id]: id === 'direct' ? (value ? true : undefined) : value }))
      }
      onClear={() => onChange({ ordering: state.ordering, page: 1 })}
    />
  );
}
