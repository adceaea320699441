// Setting a new password with the token of a link.
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { problemOf } from '#web/ui/problem.ts';
import { newPasswordProblem } from '../account-rules.ts';
import { useConfirmReset } from '../identity.mutations.ts';
import { useFieldText } from '../use-problem-texts.ts';
import css from './Account.module.css';
import { AccountProblem } from './AccountProblem.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';

type ResetPasswordFormProps = { token: string; onDone: () => void; onBroken: () => void };

export function ResetPasswordForm({ token, onDone, onBroken }: ResetPasswordFormProps) {
  const { t } = useTranslation(['identity', 'ui']);
  const fieldText = useFieldText();
  const confirm = useConfirmReset();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validateInputOnBlur: true,
    validate: { password: (value) => fieldText(newPasswordProblem(value)) },
  });
  const onError = (error: unknown) => {
    if (problemOf(error)?.code === 'reset.invalid') onBroken();
    else form.setErrors(fieldMessages(error, t));
  };
  const send = form.onSubmit(({ password }) =>
    confirm.mutate({ token, password }, { onSuccess: onDone, onError }),
  );
  return (
    <form className={css.form} noValidate onSubmit={send}>
      <AccountProblem error={confirm.error} labels={{ password: t('field.new_password') }} />
      <NewPasswordField
        id="password"
        size="lg"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <FormActions
        submit={confirm.isPending ? t('reset.submitting') : t('reset.submit')}
        isSaving={confirm.isPending}
        size="lg"
        fullWidth
      />
    </form>
  );
}
