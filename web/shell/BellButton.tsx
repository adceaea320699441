// The look of the notifications button: a dot when something is new, the number in its name.
import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './BellButton.module.css';

type BellButtonProps = { count: number; isOpen?: boolean; onClick: () => void };

/** Takes further props (ref, aria) from a Popover.Target or ActionMenu around it. */
export function BellButton({ count, isOpen, onClick, ...rest }: BellButtonProps) {
  const { t } = useTranslation('shell');
  return (
    <span className={css.bell}>
      <ActionIcon aria-label={t('bell.label', { count })} aria-expanded={isOpen} onClick={onClick} {...rest}>
        <IconBell size={20} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
      {count > 0 && <span className={css.dot} />}
    </span>
  );
}
