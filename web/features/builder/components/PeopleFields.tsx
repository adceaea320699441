// Who leads the course and who else may edit and teach it. People are found by name among those who may teach.
import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teachersQuery } from '../builder.queries.ts';
import type { CourseFields, CourseWhole } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import { useAutosave } from './use-autosave.ts';

type PeopleFieldProps = { course: CourseWhole; autosave: Autosave<CourseFields>; error: string | undefined };

type Person = { id: string; display_name: string };
type Choice = { value: string; label: string };

/** Those found, and those already chosen, whose names must be known too. */
function useChoices(search: string, chosen: readonly Person[]): Choice[] {
  const [words] = useDebouncedValue(search, 200);
  const isChosen = chosen.some(({ display_name }) => display_name === words);
  const { data: found = [] } = useQuery(teachersQuery(isChosen ? '' : words.trim()));
  const people = new Map([...chosen, ...found].map(({ id, display_name }) => [id, display_name]));
  return [...people].map(([value, label]) => ({ value, label }));
}

export function InstructorField({ course, autosave, error }: PeopleFieldProps) {
  const { t } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  const [search, setSearch] = useState(course.instructor.display_name);
  return (
    <Select
      label={t('field.instructor_id')}
      description={t('help.instructor_id')}
      data={useChoices(search, [course.instructor])}
      value={fields.instructor_id}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('settings.nobody_found')}
      error={error}
      onChange={(instructor_id) => instructor_id && autosave.edit({ instructor_id })}
    />
  );
}

export function TrainersField({ course, autosave, error }: PeopleFieldProps) {
  const { t } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  const [search, setSearch] = useState('');
  return (
    <MultiSelect
      label={t('field.trainer_ids')}
      description={t('help.trainer_ids')}
      placeholder={fields.trainer_ids.length === 0 ? t('settings.find_people') : undefined}
      data={useChoices(search, course.trainers)}
      value={fields.trainer_ids}
      maxValues={20}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('settings.nobody_found')}
      error={error}
      onChange={(trainer_ids) => autosave.edit({ trainer_ids })}
    />
  );
}
