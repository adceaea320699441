// A field for a password to be set: says the rule before it is broken, can be shown, and may be pasted into.
import type { PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { passwordLength } from '#contract/values/account.ts';
import { PasswordField } from './PasswordField.tsx';

export function NewPasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('identity');
  return (
    <PasswordField
      label={t('field.new_password')}
      description={t('field.password_help', { count: passwordLength.least })}
      autoComplete="new-password"
      {...props}
    />
  );
}
