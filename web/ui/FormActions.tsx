// The end of a form: the one solid button, what else can be done, and why saving is not possible right now.
import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './FormActions.module.css';

type FormActionsProps = {
  /** The words on the button; 'Save' when left out. */
  submit?: string;
  isSaving?: boolean;
  /** Why it cannot be sent. The button stays reachable and says so; it is never mute. */
  unavailable?: string;
  onCancel?: () => void;
  children?: ReactNode;
  size?: 'sm' | 'lg';
  fullWidth?: boolean;
};

export function FormActions(props: FormActionsProps) {
  const { submit, isSaving = false, unavailable, onCancel, children, size = 'sm', fullWidth } = props;
  const { t } = useTranslation('common');
  const id = useId();
  const isBlocked = unavailable !== undefined || isSaving;
  return (
    <div className={css.actions} data-wide={fullWidth || undefined}>
      <div className={css.buttons}>
        <Button
          type="submit"
          variant="filled"
          size={size}
          fullWidth={fullWidth}
          aria-disabled={isBlocked || undefined}
          data-disabled={unavailable ? true : undefined}
          aria-busy={isSaving || undefined}
          aria-describedby={unavailable ? id : undefined}
          onClick={(event) => isBlocked && event.preventDefault()}
        >
          {isSaving ? t('ui:save.saving') : (submit ?? t('action.save'))}
        </Button>
        {onCancel && (
          <Button variant="subtle" size={size} onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
        {children}
      </div>
      {unavailable && (
        <p id={id} className={css.why}>
          <IconInfoCircle size={14} stroke={1.5} aria-hidden="true" />
          {unavailable}
        </p>
      )}
    </div>
  );
}
