// One's own profile, saved by a button; a change made elsewhere in the meantime is shown, never overwritten.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '#web/lib/i18n.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { Section } from '#web/ui/Section.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useUnsavedGuard } from '#web/ui/use-unsaved-guard.ts';
import { filledProblem } from '../account-rules.ts';
import { useUpdateProfile } from '../identity.mutations.ts';
import type { Profile } from '../identity.types.ts';
import { type ProfileValues, profileValues } from '../profile-values.ts';
import { useFieldText } from '../use-problem-texts.ts';
import css from './Profile.module.css';
import { BioField, NameFields, RegionFields, useProfileLabels, WorkFields } from './ProfileFields.tsx';

type ProfileFormProps = { profile: Profile; onReload: () => void };

export function ProfileForm({ profile, onReload }: ProfileFormProps) {
  const { t } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const labels = useProfileLabels();
  const update = useUpdateProfile();
  const [isDirty, setIsDirty] = useState(false);
  const form = useForm<ProfileValues>({
    mode: 'uncontrolled',
    initialValues: profileValues(profile),
    onValuesChange: () => setIsDirty(form.isDirty()),
    validateInputOnBlur: true,
    validate: { display_name: (value) => fieldText(filledProblem(value)) },
  });
  useUnsavedGuard(isDirty);

  const save = form.onSubmit((body) =>
    update.mutate(
      { body, ifMatch: profile.record_version },
      {
        onSuccess: (saved) => {
          form.setInitialValues(profileValues(saved));
          form.setValues(profileValues(saved));
          setIsDirty(false);
          notify(t('profile.saved'));
          if (saved.language !== profile.language) void setLanguage(saved.language);
        },
        onError: (error) => form.setErrors(fieldMessages(error, t)),
      },
    ),
  );
  const isStale = problemOf(update.error)?.code === 'record.stale';
  return (
    <form className={css.column} noValidate onSubmit={save}>
      {isStale ? (
        <Note tone="due" title={t('profile.stale')} isAlert>
          <Button size="xs" onClick={onReload}>
            {t('profile.reload')}
          </Button>
        </Note>
      ) : (
        <ErrorSummary error={update.error} labels={labels} />
      )}
      <Section title={t('profile.person')}>
        <div className={css.fields}>
          <NameFields form={form} />
          <BioField form={form} />
        </div>
      </Section>
      <Section title={t('profile.work')}>
        <WorkFields form={form} />
      </Section>
      <Section title={t('profile.region')}>
        <RegionFields form={form} zone={profile.time_zone} />
      </Section>
      <FormActions isSaving={update.isPending} unavailable={isDirty ? undefined : t('profile.unchanged')} />
    </form>
  );
}
