// E-mail address and username. Another address needs the current password: reset links go there.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { notify } from '#web/ui/toast-store.ts';
import { emailProblem, filledProblem } from '../account-rules.ts';
import { useUpdateMe } from '../identity.mutations.ts';
import type { UserDetail } from '../identity.types.ts';
import { useFieldText } from '../use-problem-texts.ts';
import { AccountProblem } from './AccountProblem.tsx';
import { PasswordField } from './PasswordField.tsx';
import css from './Profile.module.css';

export function SignInNamesForm({ me }: { me: UserDetail }) {
  const { t } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const update = useUpdateMe();
  const isSame = (email: string) => email.trim().toLowerCase() === me.email.toLowerCase();
  const form = useForm({
    initialValues: { email: me.email, username: me.username, current_password: '' },
    validate: {
      email: (value) => fieldText(emailProblem(value)),
      username: (value) => fieldText(filledProblem(value)),
      current_password: (value, { email }) => fieldText(isSame(email) || value !== '' ? null : 'required'),
    },
  });
  const labels = {
    email: t('field.email'),
    username: t('field.username'),
    current_password: t('field.current_password'),
  };
  const save = form.onSubmit(({ current_password: password, ...body }) =>
    update.mutate(isSame(body.email) ? body : { ...body, current_password: password }, {
      onSuccess: ({ email, username }) => {
        form.setInitialValues({ email, username, current_password: '' });
        form.reset();
        notify(t('security.account_saved'));
      },
      onError: (error) => form.setErrors(fieldMessages(error, t)),
    }),
  );
  return (
    <form className={css.narrow} noValidate onSubmit={save}>
      <AccountProblem error={update.error} labels={labels} />
      <TextInput
        id="email"
        type="email"
        label={labels.email}
        autoComplete="email"
        {...form.getInputProps('email')}
      />
      <TextInput
        id="username"
        label={labels.username}
        description={t('field.username_help')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      {!isSame(form.values.email) && (
        <PasswordField
          id="confirm_password"
          label={labels.current_password}
          description={t('security.email_password_help')}
          autoComplete="current-password"
          {...form.getInputProps('current_password')}
        />
      )}
      <FormActions
        isSaving={update.isPending}
        unavailable={form.isDirty() ? undefined : t('profile.unchanged')}
      />
    </form>
  );
}
