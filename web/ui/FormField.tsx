// A field around any control: label above, error and help below it. Mantine's inputs follow the same order by theme
// and do not need this; it is for controls of our own (file drop, editor).
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './FormField.module.css';

export type FieldIds = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

type FormFieldProps = {
  label: string;
  help?: ReactNode;
  error?: ReactNode;
  /** Most fields are required; the others say so. */
  isOptional?: boolean;
  /** Receives the ids that tie the control to its label and messages. */
  children: (ids: FieldIds) => ReactNode;
};

export function FormField({ label, help, error, isOptional, children }: FormFieldProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
        {isOptional && <span className={css.optional}> {t('form.optional')}</span>}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className={`mantine-InputWrapper-error ${css.error}`}>
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className={css.help}>
          {help}
        </p>
      )}
    </div>
  );
}
