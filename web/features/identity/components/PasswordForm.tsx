// Changing one's password, and leaving every other device at the same time if one wishes.
import { Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { notify } from '#web/ui/toast-store.ts';
import { newPasswordProblem } from '../account-rules.ts';
import { useChangePassword } from '../identity.mutations.ts';
import { useFieldText } from '../use-problem-texts.ts';
import { AccountProblem } from './AccountProblem.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import { PasswordField } from './PasswordField.tsx';
import css from './Profile.module.css';

export function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const change = useChangePassword();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current_password: '', new_password: '', end_other_sessions: true },
    validate: {
      current_password: (value) => fieldText(value === '' ? 'required' : null),
      new_password: (value) => fieldText(newPasswordProblem(value, email)),
    },
  });
  const labels = { current_password: t('field.current_password'), new_password: t('field.new_password') };
  const save = form.onSubmit((body) =>
    change.mutate(body, {
      onSuccess: () => {
        form.reset();
        notify(t('security.changed'));
      },
      onError: (error) => form.setErrors(fieldMessages(error, t)),
    }),
  );
  return (
    <form className={css.narrow} noValidate onSubmit={save}>
      <AccountProblem error={change.error} labels={labels} />
      {/* Tells password managers whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        id="current_password"
        label={labels.current_password}
        autoComplete="current-password"
        key={form.key('current_password')}
        {...form.getInputProps('current_password')}
      />
      <NewPasswordField
        id="new_password"
        key={form.key('new_password')}
        {...form.getInputProps('new_password')}
      />
      <Checkbox
        label={t('security.end_others')}
        key={form.key('end_other_sessions')}
        {...form.getInputProps('end_other_sessions', { type: 'checkbox' })}
      />
      <FormActions submit={t('security.change')} isSaving={change.isPending} />
    </form>
  );
}
