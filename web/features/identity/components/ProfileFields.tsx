// The fields of a profile, the same for oneself and for somebody one administers.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bioLength, nameLength } from '#contract/values/account.ts';
import { now } from '#web/lib/clock.ts';
import { languages } from '#web/lib/i18n.ts';
import { Columns } from '#web/ui/Columns.tsx';
import { departmentsQuery, positionsQuery } from '../identity.queries.ts';
import { zoneGroups } from '../time-zones.ts';
import { SuggestField } from './SuggestField.tsx';

// Any form that has these fields will do; Mantine's type is invariant in its values.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type ProfileForm = Pick<UseFormReturnType<any>, 'key' | 'getInputProps'>;

export function NameFields({ form }: { form: ProfileForm }) {
  const { t } = useTranslation('identity');
  return (
    <Columns>
      <TextInput
        id="display_name"
        label={t('field.display_name')}
        autoComplete="name"
        maxLength={nameLength}
        key={form.key('display_name')}
        {...form.getInputProps('display_name')}
      />
      <TextInput
        id="phone_number"
        type="tel"
        label={t('field.phone_number')}
        description={t('field.phone_number_help')}
        autoComplete="tel"
        key={form.key('phone_number')}
        {...form.getInputProps('phone_number')}
      />
    </Columns>
  );
}

export function BioField({ form, isOther = false }: { form: ProfileForm; isOther?: boolean }) {
  const { t } = useTranslation('identity');
  return (
    <Textarea
      id="bio"
      label={isOther ? t('field.bio_other') : t('field.bio')}
      description={t('field.bio_help')}
      rows={4}
      maxLength={bioLength}
      key={form.key('bio')}
      {...form.getInputProps('bio')}
    />
  );
}

export function WorkFields({ form }: { form: ProfileForm }) {
  const { t } = useTranslation('identity');
  const departments = useQuery(departmentsQuery).data ?? [];
  const positions = useQuery(positionsQuery).data ?? [];
  return (
    <Columns>
      <SuggestField
        id="department"
        label={t('field.department')}
        description={t('field.suggest_help')}
        suggestions={departments}
        maxLength={100}
        key={form.key('department')}
        {...form.getInputProps('department')}
      />
      <SuggestField
        id="position"
        label={t('field.position')}
        description={t('field.suggest_help')}
        suggestions={positions}
        maxLength={100}
        key={form.key('position')}
        {...form.getInputProps('position')}
      />
    </Columns>
  );
}

export function RegionFields({ form, zone }: { form: ProfileForm; zone: string }) {
  const { t } = useTranslation('identity');
  // Some four hundred options: the same elements at every keystroke in another field cost nothing.
  const options = useMemo(
    () =>
      zoneGroups(zone, now()).map(({ group, items }) => (
        <optgroup key={group} label={group}>
          {items.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </optgroup>
      )),
    [zone],
  );
  return (
    <Columns>
      <NativeSelect
        id="language"
        label={t('field.language')}
        data={languages.map(({ code, name }) => ({ value: code, label: name }))}
        key={form.key('language')}
        {...form.getInputProps('language')}
      />
      <NativeSelect
        id="time_zone"
        label={t('field.time_zone')}
        key={form.key('time_zone')}
        {...form.getInputProps('time_zone')}
      >
        {options}
      </NativeSelect>
    </Columns>
  );
}

/** Labels by field, for the summary above a form. */
export function useProfileLabels(): Record<string, string> {
  const { t } = useTranslation('identity');
  const names = ['display_name', 'phone_number', 'department', 'position', 'bio', 'time_zone', 'language'];
  return Object.fromEntries(names.map((name) => [name, t(`field.${name}`)]));
}
