// Search and filter chips of the people list. What is chosen stands in the address.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roles } from '#contract/abilities.ts';
import { type Filter, FilterBar } from '#web/ui/FilterBar.tsx';
import { departmentsQuery, positionsQuery } from '../identity.queries.ts';
import { cleared, type FilterId, filterIds, narrowed, type PeopleSearch } from '../people-search.ts';

type PeopleFiltersProps = {
  state: PeopleSearch;
  onChange: (next: PeopleSearch, options?: { replace: boolean }) => void;
};

const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));

export function PeopleFilters({ state, onChange }: PeopleFiltersProps) {
  const { t } = useTranslation('identity');
  const departments = useQuery(departmentsQuery).data ?? [];
  const positions = useQuery(positionsQuery).data ?? [];
  const filters: Filter[] = [
    {
      id: 'role',
      label: t('people.column.role'),
      options: roles.map((role) => ({ value: role, label: t(`role.${role}`) })),
    },
    {
      id: 'is_active',
      label: t('people.column.status'),
      options: [
        { value: 'true', label: t('people.active') },
        { value: 'false', label: t('people.deactivated') },
      ],
    },
    { id: 'department', label: t('field.department'), options: named(departments) },
    { id: 'position', label: t('field.position'), options: named(positions) },
  ];
  const values: Record<FilterId, string | undefined> = {
    role: state.role,
    is_active: state.is_active,
    department: state.department,
    position: state.position,
  };
  const isFilter = (id: string): id is FilterId => filterIds.some((known) => known === id);
  return (
    <FilterBar
      search={{
        value: state.search ?? '',
        label: t('people.search'),
        onChange: (search) =>
          onChange(narrowed(state, { search: search.trim() || undefined }), { replace: true }),
      }}
      filters={filters}
      values={values}
      onChange={(id, value) => isFilter(id) && onChange(narrowed(state, { [id]: value }))}
      onClear={() => onChange(cleared(state))}
    />
  );
}
