// Making one's own account: the browser checks what it can, the server what is taken (L-77, L-78).
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { emailProblem, newPasswordProblem } from '../account-rules.ts';
import { useRegister } from '../identity.mutations.ts';
import { useFieldText } from '../use-problem-texts.ts';
import css from './Account.module.css';
import { AccountProblem } from './AccountProblem.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';

export function RegisterForm({ onRegistered }: { onRegistered: () => void }) {
  const { t, i18n } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const register = useRegister();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { display_name: '', email: '', password: '' },
    validateInputOnBlur: true,
    validate: {
      email: (value) => fieldText(emailProblem(value)),
      password: (value, { email }) => fieldText(newPasswordProblem(value, email)),
    },
  });
  const labels = {
    display_name: t('field.display_name'),
    email: t('field.email'),
    password: t('field.password'),
  };
  const send = form.onSubmit(({ display_name: name, ...body }) => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const language = i18n.language.split('-')[0];
    register.mutate(
      { ...body, ...(name.trim() && { display_name: name }), time_zone: here, language },
      { onSuccess: onRegistered, onError: (error) => form.setErrors(fieldMessages(error, t)) },
    );
  });
  return (
    <form className={css.form} noValidate onSubmit={send}>
      <AccountProblem error={register.error} labels={labels} />
      <TextInput
        id="display_name"
        label={labels.display_name}
        size="lg"
        autoComplete="name"
        key={form.key('display_name')}
        {...form.getInputProps('display_name')}
      />
      <TextInput
        id="email"
        type="email"
        label={labels.email}
        size="lg"
        autoComplete="email"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <NewPasswordField
        id="password"
        label={labels.password}
        size="lg"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <FormActions
        submit={register.isPending ? t('register.submitting') : t('register.submit')}
        isSaving={register.isPending}
        size="lg"
        fullWidth
      />
    </form>
  );
}
