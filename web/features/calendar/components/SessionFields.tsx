// The fields that a new session and one that is changed have in common, in the order in which people think about them.
import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionDetail, SessionValues } from '../planning/session-values.ts';
import { shiftedDays } from '../planning/session-values.ts';
import type { useClashes } from '../planning/use-draft.ts';
import css from './Calendar.module.css';
import { ClashNote, FreeSlots } from './ClashNote.tsx';
import { CourseFields } from './CourseFields.tsx';
import { PeopleField } from './PeopleField.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { RuleFields } from './RuleFields.tsx';
import { SeatsField } from './SeatsField.tsx';
import { WhenFields } from './WhenFields.tsx';

type SessionFieldsProps = {
  session: SessionDetail | null;
  values: SessionValues;
  found: ReturnType<typeof useClashes>;
  /** By field path; those of a series begin with `session.`, which is left out here. */
  errors: Readonly<Record<string, string>>;
  isChecked: boolean;
  onChange: (change: Partial<SessionValues>) => void;
  /** The part about repeating, of a new session. */
  repeat?: ReactNode;
};

export function SessionFields(props: SessionFieldsProps) {
  const { session, values, found, errors, isChecked, onChange, repeat } = props;
  const { t } = useTranslation('calendar');
  const required = isChecked ? t('ui:field_problem.required') : undefined;
  const title = (
    <TextInput
      id="title"
      label={t('form.title')}
      maxLength={200}
      value={values.title}
      error={errors['title'] ?? (values.title.trim() === '' ? required : undefined)}
      onChange={(event) => onChange({ title: event.currentTarget.value })}
    />
  );
  return (
    <>
      {session === null && title}
      <WhenFields
        days={values.days}
        zone={values.time_zone}
        elsewhere={found.elsewhere}
        errors={errors}
        isChecked={isChecked}
        onDays={(days) => onChange({ days })}
        onZone={(time_zone) => onChange({ time_zone })}
      />
      <div className={`${css.stack} ${css.live}`} aria-live="polite">
        <ClashNote clashes={found.clashes} />
        <FreeSlots
          slots={found.clashes.length > 0 ? found.slots : []}
          onTake={({ starts_local }) => onChange({ days: shiftedDays(values.days, starts_local) })}
        />
      </div>
      {repeat}
      <PlaceFields
        session_id={session?.id ?? null}
        values={values}
        current={session?.room ?? null}
        errors={{
          ...(isChecked && values.room_id === null && values.online_url.trim() === ''
            ? { room_id: t('form.place_required') }
            : {}),
          ...errors,
        }}
        onChange={onChange}
      />
      <SeatsField
        session={session}
        seats={values.seats}
        error={errors['seats'] ?? (values.seats >= 1 ? undefined : required)}
        onChange={(seats) => onChange({ seats })}
      />
      <PeopleField
        people={values.trainers}
        error={errors['trainer_ids']}
        onChange={(trainers) => onChange({ trainers })}
      />
      {session !== null && title}
      <CourseFields values={values} current={session?.course ?? null} errors={errors} onChange={onChange} />
      <Textarea
        id="description"
        label={t('form.description')}
        autosize
        minRows={2}
        maxLength={5000}
        value={values.description}
        error={errors['description']}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <RuleFields values={values} errors={errors} onChange={onChange} />
    </>
  );
}

/** What must be there before anything is sent; the server checks the rest. */
export const isReady = (values: SessionValues): boolean =>
  values.title.trim() !== '' &&
  values.days.every(({ day, from, to }) => day !== '' && from !== '' && to !== '') &&
  (values.room_id !== null || values.online_url.trim() !== '') &&
  values.seats >= 1 &&
  values.attendance_percent >= 1;
