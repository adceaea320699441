// What can be done to the selected rows. Stays in view while the table scrolls.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './BulkBar.module.css';

type BulkBarProps = { count: number; onClear: () => void; children?: ReactNode };

export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useTranslation('ui');
  return (
    <section className={css.bar} aria-label={t('bulk.label')}>
      <span className={css.count} role="status">
        {t('bulk.selected', { count })}
      </span>
      <div className={css.actions}>
        {children}
        <Button variant="subtle" size="xs" onClick={onClear}>
          {t('bulk.clear')}
        </Button>
      </div>
    </section>
  );
}
