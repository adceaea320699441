// Chooses a person by name or address, asking the server as one types.
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleChoicesQuery } from '../reporting.queries.ts';

type PersonFieldProps = {
  id: string;
  label: string;
  description?: string;
  error?: React.ReactNode;
  /** Shown before anything is typed. */
  initial?: { id: string; display_name: string };
  value: string | null;
  onChange: (id: string | null) => void;
};

export function PersonField({ initial, value, onChange, ...field }: PersonFieldProps) {
  const [search, setSearch] = useState('');
  // What stands in the field after a choice is a name with an address; searching for that again would find nobody.
  const found = useQuery(peopleChoicesQuery(search.replace(/ · .*$/, '').trim())).data?.results ?? [];
  const choices = new Map(found.map((one) => [one.id, `${one.display_name} · ${one.email}`]));
  if (initial && !choices.has(initial.id)) choices.set(initial.id, initial.display_name);
  return (
    <Select
      {...field}
      searchable
      clearable
      filter={({ options }) => options}
      data={[...choices].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
    />
  );
}
