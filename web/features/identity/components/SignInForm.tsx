// Signing in with e-mail or username and a password; in the demo, with one click.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { Note } from '#web/ui/Note.tsx';
import { filledProblem } from '../account-rules.ts';
import { demoAccounts, demoPassword } from '../demo-accounts.ts';
import { useSignIn } from '../identity.mutations.ts';
import { useFieldText } from '../use-problem-texts.ts';
import css from './Account.module.css';
import { AccountProblem } from './AccountProblem.tsx';
import { PasswordField } from './PasswordField.tsx';

type SignInFormProps = { isDemo: boolean; onSignedIn: () => void };

export function SignInForm({ isDemo, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('identity');
  const fieldText = useFieldText();
  const signIn = useSignIn();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => fieldText(filledProblem(value)),
      password: (value) => fieldText(value === '' ? 'required' : null),
    },
  });
  const send = (body: { username: string; password: string }) =>
    signIn.mutate(body, { onSuccess: onSignedIn, onError: () => form.setFieldValue('password', '') });

  return (
    <>
      <form className={css.form} noValidate onSubmit={form.onSubmit(send)}>
        <AccountProblem error={signIn.error} />
        <TextInput
          id="username"
          label={t('field.email_or_username')}
          size="lg"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <div className={css.password}>
          <PasswordField
            id="password"
            label={t('field.password')}
            size="lg"
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <AppLink href="/forgot-password" className={css.forgot}>
            {t('sign_in.forgot')}
          </AppLink>
        </div>
        <FormActions
          submit={signIn.isPending ? t('sign_in.submitting') : t('sign_in.submit')}
          isSaving={signIn.isPending}
          size="lg"
          fullWidth
        />
      </form>
      {isDemo && (
        <Note title={t('sign_in.demo')}>
          {t('sign_in.demo_as')}
          <div className={css.demo}>
            {demoAccounts.map(({ role, email }) => (
              <Button key={role} size="xs" onClick={() => send({ username: email, password: demoPassword })}>
                {t(`role.${role}`)}
              </Button>
            ))}
          </div>
        </Note>
      )}
    </>
  );
}
