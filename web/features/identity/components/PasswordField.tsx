// A password that can be shown. Mantine's field does not tell screen readers that it is invalid, and names its button in English
// only; this one does both right.
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('identity');
  return (
    <PasswordInput
      aria-invalid={props.error ? true : undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('field.password_show') }}
      {...props}
    />
  );
}
