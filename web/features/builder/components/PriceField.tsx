// Price and currency. Nought is free, and is said so.
import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CourseFields } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './SettingsPane.module.css';
import { useAutosave } from './use-autosave.ts';

const currencies = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'DKK',
  'NOK',
  'SEK',
  'PLN',
  'CZK',
  'HUF',
  'CAD',
  'AUD',
  'JPY',
  'INR',
];

type PriceFieldProps = { autosave: Autosave<CourseFields>; error: string | undefined };

export function PriceField({ autosave, error }: PriceFieldProps) {
  const { t } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  const choices = currencies.includes(fields.currency) ? currencies : [...currencies, fields.currency];
  return (
    <div className={css.pair}>
      <NumberInput
        label={t('field.price')}
        description={Number(fields.price) === 0 ? t('help.free') : undefined}
        min={0}
        max={99_999_999.99}
        decimalScale={2}
        fixedDecimalScale
        allowNegative={false}
        value={fields.price}
        error={error}
        onChange={(price) => autosave.edit({ price: Number(price || 0).toFixed(2) })}
      />
      <Select
        label={t('field.currency')}
        data={choices}
        value={fields.currency}
        onChange={(currency) => currency && autosave.edit({ currency })}
      />
    </div>
  );
}
