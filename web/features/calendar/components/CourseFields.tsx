// Which course a session belongs to, and which of its lessons one completes by being there.
import { NativeSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { courseChoicesQuery, courseTitleQuery, sessionLessonsQuery } from '../calendar.queries.ts';
import type { SessionValues } from '../planning/session-values.ts';

type CourseFieldsProps = {
  values: SessionValues;
  /** The title of the course it has now. */
  current: { id: string; title: string } | null;
  errors: Readonly<Record<string, string>>;
  onChange: (change: Partial<SessionValues>) => void;
};

export function CourseFields({ values, current, errors, onChange }: CourseFieldsProps) {
  const { t } = useTranslation('calendar');
  const [search, setSearch] = useState(current?.title ?? '');
  const [asked] = useDebouncedValue(search, 200);
  // The title of the chosen course is no search for others.
  const found = useQuery(courseChoicesQuery(asked === current?.title ? '' : asked)).data?.results ?? [];
  // A course that an address asked for is not among the first ones by name.
  const isUnknown = values.course_id !== null && values.course_id !== current?.id;
  const asking = useQuery({ ...courseTitleQuery(values.course_id ?? ''), enabled: isUnknown }).data;
  const chosen = isUnknown ? asking : current;
  const courses = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const lessons =
    useQuery({ ...sessionLessonsQuery(values.course_id ?? ''), enabled: values.course_id !== null }).data ??
    [];
  return (
    <>
      <Select
        id="course_id"
        label={t('form.course')}
        description={t('form.course_help')}
        placeholder={t('form.no_course')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('form.clear_course') }}
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        data={courses.map(({ id, title }) => ({ value: id, label: title }))}
        value={values.course_id}
        error={errors['course_id']}
        nothingFoundMessage={t('form.nothing_found')}
        onChange={(course_id) => onChange({ course_id, lesson_id: null })}
      />
      {lessons.length > 0 && (
        <NativeSelect
          id="lesson_id"
          label={t('form.lesson')}
          data={[
            { value: '', label: t('form.no_lesson') },
            ...lessons.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          value={values.lesson_id ?? ''}
          error={errors['lesson_id']}
          onChange={(event) => onChange({ lesson_id: event.currentTarget.value || null })}
        />
      )}
    </>
  );
}
