// Who teaches a session.
import { ActionIcon, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarPerson } from '#contract/calendar.ts';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { teachersQuery } from '../calendar.queries.ts';
import css from './Calendar.module.css';

type PeopleFieldProps = {
  people: readonly CalendarPerson[];
  error?: string;
  onChange: (people: CalendarPerson[]) => void;
};

export function PeopleField({ people, error, onChange }: PeopleFieldProps) {
  const { t } = useTranslation('calendar');
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 200);
  const found = useQuery(teachersQuery(asked)).data ?? [];
  const choices = found.filter(
    ({ id }, index) =>
      !people.some((person) => person.id === id) && found.findIndex((other) => other.id === id) === index,
  );
  return (
    <div>
      {people.length > 0 && (
        <ul className={css.people} aria-label={t('form.trainers')}>
          {people.map((person) => (
            <li key={person.id}>
              <PersonAvatar id={person.id} name={person.display_name} picture={person.avatar_url} size={28} />
              <span>{person.display_name}</span>
              <ActionIcon
                variant="subtle"
                aria-label={t('form.remove_person', { name: person.display_name })}
                onClick={() => onChange(people.filter(({ id }) => id !== person.id))}
              >
                <IconX size={18} stroke={1.5} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Select
        id="trainer_ids"
        label={t('form.add_trainer')}
        placeholder={t('form.name_placeholder')}
        searchable
        value={null}
        searchValue={search}
        onSearchChange={setSearch}
        data={choices.map(({ id, display_name }) => ({ value: id, label: display_name }))}
        filter={({ options }) => options}
        nothingFoundMessage={t('form.nothing_found')}
        error={error}
        onChange={(id) => {
          const person = choices.find((one) => one.id === id);
          if (person) onChange([...people, person]);
          setSearch('');
        }}
      />
    </div>
  );
}
