// Asking for a reset link. What is said afterwards is the same for every address.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormActions } from '#web/ui/FormActions.tsx';
import { emailProblem } from '../account-rules.ts';
import { useRequestReset } from '../identity.mutations.ts';
import { useFieldText } from '../use-problem-texts.ts';
import css from './Account.module.css';
import { AccountProblem } from './AccountProblem.tsx';

export function ForgotPasswordForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation('identity');
  const fieldText = useFieldText();
  const request = useRequestReset();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: { email: (value) => fieldText(emailProblem(value)) },
  });
  const send = form.onSubmit((body) => request.mutate(body, { onSuccess: () => onSent(body.email) }));
  return (
    <form className={css.form} noValidate onSubmit={send}>
      <AccountProblem error={request.error} labels={{ email: t('field.email') }} />
      <TextInput
        id="email"
        type="email"
        label={t('field.email')}
        size="lg"
        autoComplete="email"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <FormActions
        submit={request.isPending ? t('forgot.submitting') : t('forgot.submit')}
        isSaving={request.isPending}
        size="lg"
        fullWidth
      />
    </form>
  );
}
