// States of FilterBar.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { FilterBar } from './FilterBar.tsx';

export const meta = { title: 'ui/FilterBar' };

export const sampleFilters = [
  {
    id: 'category',
    label: 'Category',
    options: [
      { value: 'safety', label: 'Safety' },
      { value: 'quality', label: 'Quality' },
    ],
  },
  {
    id: 'language',
    label: 'Language',
    options: [
      { value: 'en', label: 'English' },
      { value: 'de', label: 'Deutsch' },
    ],
  },
  { id: 'status', label: 'Status', options: [{ value: 'open', label: 'not completed' }] },
];

export function Catalog() {
  const [search, setSearch] = useState('');
  const [values, setValues] = useState<Record<string, string | undefined>>({ category: 'safety' });
  return (
    <FilterBar
      search={{ value: search, label: 'Search in 48 courses', onChange: setSearch }}
      filters={sampleFilters}
      values={values}
      onChange={(id, value) => setValues({ ...values, [id]: value })}
      onClear={() => setValues({})}
    >
      <NativeSelect aria-label="Sorted by" data={['Best match for you', 'Title']} />
    </FilterBar>
  );
}
