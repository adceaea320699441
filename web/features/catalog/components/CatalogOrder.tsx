// In which order the catalog stands.
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatalogOrdering, catalogOrderings } from '../catalog-search.ts';
import css from './CatalogOrder.module.css';

type CatalogOrderProps = { value: CatalogOrdering; onChange: (ordering: CatalogOrdering) => void };

export function CatalogOrder({ value, onChange }: CatalogOrderProps) {
  const { t } = useTranslation('catalog');
  const id = useId();
  return (
    <div className={css.order}>
      <label htmlFor={id} className={css.label}>
        {t('order.label')}
      </label>
      <NativeSelect
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = catalogOrderings.find((ordering) => ordering === event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
        data={catalogOrderings.map((ordering) => ({ value: ordering, label: t(`order.by.${ordering}`) }))}
      />
    </div>
  );
}
