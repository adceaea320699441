// A series: how often it repeats, and what that makes, date by date, with what stands in the way of each.
import { Checkbox, NativeSelect, NumberInput, Skeleton, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { type SeriesPlan, seriesPreviewQuery } from '../calendar.queries.ts';
import { dayName, weekdayName, weekdayNames } from '../day-words.ts';
import { mostSessions, type Repeat, repeatUnits, weekOfMonth } from '../planning/repeat-rule.ts';
import { dayOf, timeOf, type Wall } from '../wall-time.ts';
import css from './Calendar.module.css';
import { ClashWords } from './ClashNote.tsx';

type RepeatFieldsProps = {
  /** The first day. */
  day: string;
  repeat: Repeat;
  skipsHolidays: boolean;
  /** What to ask for; null while something is missing. */
  plan: SeriesPlan | null;
  except: readonly Wall[];
  onRepeat: (repeat: Repeat) => void;
  onSkips: (skips: boolean) => void;
  onExcept: (except: Wall[]) => void;
};

export function RepeatFields(props: RepeatFieldsProps) {
  const { day, repeat, skipsHolidays, onRepeat, onSkips } = props;
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  const set = (change: Partial<Repeat>) => onRepeat({ ...repeat, ...change });
  const weekday = day ? weekdayName(day, locale, 'long') : '';
  const ordinal = day ? t(`repeat.week.${weekOfMonth(day)}`) : '';
  return (
    <div className={css.card}>
      <div className={css.pair}>
        <NumberInput
          label={t('repeat.every')}
          min={1}
          max={99}
          allowDecimal={false}
          value={Number.isNaN(repeat.every) ? '' : repeat.every}
          onChange={(value) => set({ every: value === '' ? Number.NaN : Number(value) })}
        />
        <NativeSelect
          label={t('repeat.unit')}
          data={repeatUnits.map((value) => ({ value, label: t(`repeat.units.${value}`) }))}
          value={repeat.unit}
          onChange={(event) => set({ unit: event.currentTarget.value as Repeat['unit'] })}
        />
      </div>
      {repeat.unit === 'week' && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a second frame inside the card
        <div role="group" aria-label={t('repeat.weekdays')} className={css.weekdays}>
          {weekdayNames(locale).map(({ code, name, short }) => {
            const isOn = repeat.weekdays.includes(code);
            const weekdays = isOn
              ? repeat.weekdays.filter((one) => one !== code)
              : [...repeat.weekdays, code];
            return (
              <button
                key={code}
                type="button"
                className={css.weekday}
                aria-pressed={isOn}
                title={name}
                onClick={() => set({ weekdays })}
              >
                {short}
              </button>
            );
          })}
        </div>
      )}
      {repeat.unit === 'month' && (
        <NativeSelect
          label={t('repeat.monthly')}
          data={[
            { value: 'date', label: t('repeat.on_date', { day: Number(day.slice(8)) }) },
            { value: 'weekday', label: t('repeat.on_weekday', { ordinal, weekday }) },
          ]}
          value={repeat.monthly}
          onChange={(event) => set({ monthly: event.currentTarget.value as Repeat['monthly'] })}
        />
      )}
      <div className={css.pair}>
        <NativeSelect
          label={t('repeat.ends')}
          data={[
            { value: 'count', label: t('repeat.after_count') },
            { value: 'until', label: t('repeat.on_day') },
          ]}
          value={repeat.ends}
          onChange={(event) => set({ ends: event.currentTarget.value as Repeat['ends'] })}
        />
        {repeat.ends === 'count' ? (
          <NumberInput
            label={t('repeat.count')}
            min={1}
            max={mostSessions}
            allowDecimal={false}
            value={Number.isNaN(repeat.count) ? '' : repeat.count}
            onChange={(value) => set({ count: value === '' ? Number.NaN : Number(value) })}
          />
        ) : (
          <TextInput
            type="date"
            label={t('repeat.until')}
            min={day}
            value={repeat.until}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        )}
      </div>
      <Switch
        label={t('repeat.skip_holidays')}
        checked={skipsHolidays}
        onChange={(event) => onSkips(event.currentTarget.checked)}
      />
      <Preview {...props} />
    </div>
  );
}

function Preview({ plan, except, onExcept }: RepeatFieldsProps) {
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  const [text] = useDebouncedValue(plan && JSON.stringify(plan), 300);
  const asked = text ? (JSON.parse(text) as SeriesPlan) : null;
  const { data, error } = useQuery({
    ...seriesPreviewQuery(asked ?? emptyPlan),
    enabled: asked !== null,
  });
  if (!plan) return <p className={css.help}>{t('repeat.incomplete')}</p>;
  if (error) return <ErrorSummary error={error} labels={{ rule: t('repeat.title') }} />;
  if (!data) return <Skeleton height={120} />;
  const planned = data.occurrences.filter(
    ({ skipped, starts_local }) => skipped === null && !except.includes(starts_local),
  );
  const clashing = planned.filter(({ clashes }) => clashes.some(({ blocks }) => blocks)).length;
  return (
    <div className={css.stack}>
      <p role="status">
        {t('repeat.makes', { count: planned.length })}
        {clashing > 0 && ` ${t('repeat.clashing', { count: clashing })}`}
      </p>
      <ul className={css.preview} aria-label={t('repeat.dates')}>
        {data.occurrences.map(({ starts_local, ends_local, clashes, skipped }) => {
          const words = `${dayName(dayOf(starts_local), locale)}, ${t('time.span', { from: timeOf(starts_local), to: timeOf(ends_local) })}`;
          return (
            <li key={starts_local}>
              {skipped === null ? (
                <Checkbox
                  label={words}
                  checked={!except.includes(starts_local)}
                  onChange={(event) =>
                    onExcept(
                      event.currentTarget.checked
                        ? except.filter((one) => one !== starts_local)
                        : [...except, starts_local],
                    )
                  }
                />
              ) : (
                <span>
                  <s>{words}</s> <small className={css.help}>{t('repeat.skipped', { name: skipped })}</small>
                </span>
              )}
              {!except.includes(starts_local) &&
                clashes.map((clash) => (
                  <small
                    key={[clash.kind, clash.session_id, clash.starts_at, clash.people[0]?.id].join()}
                    className={css.due}
                  >
                    <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />{' '}
                    <ClashWords clash={clash} />
                  </small>
                ))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const emptyPlan: SeriesPlan = { time_zone: 'UTC', days: [], rule: 'FREQ=DAILY;COUNT=1' };
