// One form for making and for changing a person's account.
import { Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '#contract/abilities.ts';
import { Columns } from '#web/ui/Columns.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { Section } from '#web/ui/Section.tsx';
import { useUnsavedGuard } from '#web/ui/use-unsaved-guard.ts';
import { emailProblem, filledProblem, newPasswordProblem } from '../account-rules.ts';
import type { UserDetail } from '../identity.types.ts';
import type { PersonValues } from '../person-values.ts';
import { useFieldText } from '../use-problem-texts.ts';
import { AccountProblem } from './AccountProblem.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import css from './Profile.module.css';
import { BioField, NameFields, RegionFields, useProfileLabels, WorkFields } from './ProfileFields.tsx';

type PersonFormProps = {
  /** Whom to change; a new person without. */
  person?: UserDetail;
  initialValues: PersonValues;
  /** What the last try to save threw. */
  error: unknown;
  isSaving: boolean;
  /** Calls `showProblem` when the server refused, so that its words stand at the fields. */
  onSave: (values: PersonValues, showProblem: (error: unknown) => void) => void;
  onCancel: () => void;
};

export function PersonForm(props: PersonFormProps) {
  const { person, initialValues, error, isSaving, onSave, onCancel } = props;
  const { t } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const isNew = person === undefined;
  const [isDirty, setIsDirty] = useState(false);
  const [hasPassword, setHasPassword] = useState(false);
  const form = useForm<PersonValues>({
    mode: 'uncontrolled',
    initialValues,
    onValuesChange: ({ password }) => {
      setIsDirty(form.isDirty());
      setHasPassword(password !== '');
    },
    validateInputOnBlur: true,
    validate: {
      email: (value) => fieldText(emailProblem(value)),
      username: (value) => fieldText(isNew ? null : filledProblem(value)),
      display_name: (value) => fieldText(isNew ? null : filledProblem(value)),
      password: (value, { email }) => fieldText(value === '' ? null : newPasswordProblem(value, email)),
      roles: (value) => (value.length === 0 ? t('person_form.roles_needed') : null),
    },
  });
  useUnsavedGuard(isDirty && !isSaving);
  const labels = {
    ...useProfileLabels(),
    email: t('field.email'),
    username: t('field.username'),
    password: t('field.password'),
    roles: t('field.roles'),
  };
  const send = form.onSubmit((values) =>
    onSave(values, (refusal) => form.setErrors(fieldMessages(refusal, t))),
  );
  return (
    <form className={css.column} noValidate onSubmit={send}>
      <AccountProblem error={error} labels={labels} />
      <Section title={t('people.account')}>
        <div className={css.fields}>
          <Columns>
            <TextInput
              id="email"
              type="email"
              label={labels.email}
              autoComplete="off"
              key={form.key('email')}
              {...form.getInputProps('email')}
            />
            <TextInput
              id="username"
              label={labels.username}
              description={t('field.username_help')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              key={form.key('username')}
              {...form.getInputProps('username')}
            />
          </Columns>
          {isNew && (
            <NewPasswordField
              id="password"
              label={labels.password}
              description={t('person_form.password_optional')}
              key={form.key('password')}
              {...form.getInputProps('password')}
            />
          )}
          {isNew && !hasPassword && (
            <Checkbox
              label={t('person_form.send_link')}
              key={form.key('send_link')}
              {...form.getInputProps('send_link', { type: 'checkbox' })}
            />
          )}
          <RoleField key={form.key('roles')} {...form.getInputProps('roles')} />
        </div>
      </Section>
      <Section title={t('people.contact')}>
        <div className={css.fields}>
          <NameFields form={form} />
          <BioField form={form} isOther />
        </div>
      </Section>
      <Section title={t('people.work')}>
        <WorkFields form={form} />
      </Section>
      <Section title={t('profile.region')}>
        <RegionFields form={form} zone={initialValues.time_zone} />
      </Section>
      <FormActions
        submit={isNew ? t('person_form.submit_new') : undefined}
        isSaving={isSaving}
        unavailable={isNew || isDirty ? undefined : t('profile.unchanged')}
        onCancel={onCancel}
      />
    </form>
  );
}

type RoleFieldProps = { defaultValue?: Role[]; onChange?: (value: string[]) => void; error?: ReactNode };

function RoleField({ defaultValue, onChange, error }: RoleFieldProps) {
  const { t } = useTranslation('identity');
  return (
    <Checkbox.Group label={t('field.roles')} defaultValue={defaultValue} onChange={onChange} error={error}>
      <Columns>
        {roles.toReversed().map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`role_help.${role}`)} />
        ))}
      </Columns>
    </Checkbox.Group>
  );
}
