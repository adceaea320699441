// The rules of booking and attendance. Most sessions keep the usual ones, so they stand folded with their sum in words.
import { NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/calendar.ts';
import type { SessionValues } from '../planning/session-values.ts';
import css from './Calendar.module.css';

type RuleFieldsProps = {
  values: SessionValues;
  errors: Readonly<Record<string, string>>;
  onChange: (change: Partial<SessionValues>) => void;
};

const cutOffs = [0, 60, 4 * 60, 24 * 60, 2 * 24 * 60, 3 * 24 * 60, 7 * 24 * 60, 14 * 24 * 60];
const offers = [60, 4 * 60, 12 * 60, 24 * 60, 2 * 24 * 60, 3 * 24 * 60, 7 * 24 * 60];

export function RuleFields({ values, errors, onChange }: RuleFieldsProps) {
  const { t } = useTranslation('calendar');
  const duration = (minutes: number): string => {
    if (minutes % 1440 === 0) return t('rules.days', { count: minutes / 1440 });
    if (minutes % 60 === 0) return t('rules.hours', { count: minutes / 60 });
    return t('rules.minutes', { count: minutes });
  };
  const before = (minutes: number): string =>
    minutes === 0 ? t('rules.at_start') : t('rules.before', { duration: duration(minutes) });
  const choices = (usual: readonly number[], current: number, words: (minutes: number) => string) =>
    [...new Set([...usual, current])]
      .sort((a, b) => a - b)
      .map((minutes) => ({ value: String(minutes), label: words(minutes) }));
  return (
    <details className={css.fold}>
      <summary>
        {t('rules.title')}{' '}
        <small>
          {t('rules.sum', {
            approval: t(`approval.${values.approval}`),
            cut_off: before(values.cut_off_minutes),
          })}
        </small>
      </summary>
      <div className={css.stack}>
        <NativeSelect
          id="approval"
          label={t('rules.approval')}
          data={approvals.map((value) => ({ value, label: t(`approval.${value}`) }))}
          value={values.approval}
          error={errors['approval']}
          onChange={(event) => onChange({ approval: event.currentTarget.value as SessionValues['approval'] })}
        />
        <NativeSelect
          id="cut_off_minutes"
          label={t('rules.cut_off')}
          description={t('rules.cut_off_help')}
          data={choices(cutOffs, values.cut_off_minutes, before)}
          value={String(values.cut_off_minutes)}
          error={errors['cut_off_minutes']}
          onChange={(event) => onChange({ cut_off_minutes: Number(event.currentTarget.value) })}
        />
        <Switch
          label={t('rules.waiting_list')}
          checked={values.waiting_list}
          onChange={(event) => onChange({ waiting_list: event.currentTarget.checked })}
        />
        {values.waiting_list && (
          <NativeSelect
            id="offer_minutes"
            label={t('rules.offer')}
            description={t('rules.offer_help')}
            data={choices(offers, values.offer_minutes, duration)}
            value={String(values.offer_minutes)}
            error={errors['offer_minutes']}
            onChange={(event) => onChange({ offer_minutes: Number(event.currentTarget.value) })}
          />
        )}
        <NumberInput
          id="attendance_percent"
          label={t('rules.attendance')}
          description={t('rules.attendance_help')}
          min={1}
          max={100}
          suffix=" %"
          allowDecimal={false}
          value={Number.isNaN(values.attendance_percent) ? '' : values.attendance_percent}
          error={errors['attendance_percent']}
          onChange={(value) => onChange({ attendance_percent: value === '' ? Number.NaN : Number(value) })}
        />
      </div>
    </details>
  );
}
