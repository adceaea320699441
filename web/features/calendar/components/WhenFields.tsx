// When a session is: its days with their hours, in its own zone. One day is the usual case and looks like it.
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { zoneName } from '../day-words.ts';
import { type DayValues, endsNextDay, nextDay } from '../planning/session-values.ts';
import { timeOf, type Wall } from '../wall-time.ts';
import css from './Calendar.module.css';

type WhenFieldsProps = {
  days: readonly DayValues[];
  zone: string;
  /** What the first start is on the clocks of those booked who live elsewhere. */
  elsewhere: readonly { time_zone: string; starts_local: Wall; people_count: number }[];
  errors: Readonly<Record<string, string>>;
  isChecked: boolean;
  onDays: (days: DayValues[]) => void;
  onZone: (zone: string) => void;
};

const mostDays = 30;

export function WhenFields(props: WhenFieldsProps) {
  const { days, zone, elsewhere, errors, isChecked, onDays, onZone } = props;
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const [isZoneOpen, setIsZoneOpen] = useState(false);
  const required = t('ui:field_problem.required');
  const set = (index: number, change: Partial<DayValues>) =>
    onDays(days.map((day, at) => (at === index ? { ...day, ...change } : day)));
  return (
    <div className={css.stack}>
      {days.map((day, index) => {
        const missing = (value: string) => (isChecked && value === '' ? required : undefined);
        const problem = errors[`days.${index}.starts_local`] ?? errors[`days.${index}.ends_local`];
        return (
          <fieldset key={day.id ?? index} className={css.times}>
            <legend>{days.length === 1 ? t('form.when') : t('form.day', { number: index + 1 })}</legend>
            <TextInput
              id={`days.${index}`}
              type="date"
              label={t('form.date')}
              value={day.day}
              error={problem ?? missing(day.day)}
              onChange={(event) => set(index, { day: event.currentTarget.value })}
            />
            <TextInput
              id={`days.${index}.from`}
              type="time"
              label={t('form.from')}
              value={day.from}
              error={missing(day.from)}
              onChange={(event) => set(index, { from: event.currentTarget.value })}
            />
            <TextInput
              id={`days.${index}.to`}
              type="time"
              label={t('form.to')}
              value={day.to}
              error={missing(day.to)}
              onChange={(event) => set(index, { to: event.currentTarget.value })}
            />
            {(endsNextDay(day) || days.length > 1) && (
              <div className={css.dayEnd}>
                <span className={css.help}>{endsNextDay(day) && t('form.next_day')}</span>
                {days.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('form.remove_day', { number: index + 1 })}
                    onClick={() => onDays(days.filter((_, at) => at !== index))}
                  >
                    <IconX size={18} stroke={1.5} aria-hidden="true" />
                  </ActionIcon>
                )}
              </div>
            )}
          </fieldset>
        );
      })}
      {isZoneOpen ? (
        <ZoneField zone={zone} onZone={onZone} error={errors['time_zone']} />
      ) : (
        <p className={css.help}>
          {t('form.zone_is', { zone: zoneName(zone, format.zoneOf(now(), zone)) })}
          {elsewhere.map(({ time_zone, starts_local, people_count }) => (
            <span key={time_zone}>
              {' '}
              {t('form.elsewhere', { time: timeOf(starts_local), zone: time_zone, count: people_count })}
            </span>
          ))}
        </p>
      )}
      <div className={css.chips}>
        {days.length < mostDays && (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
            onClick={() => onDays([...days, nextDay(days)])}
          >
            {t('form.add_day')}
          </Button>
        )}
        {!isZoneOpen && (
          <Button size="xs" onClick={() => setIsZoneOpen(true)}>
            {t('form.change_zone')}
          </Button>
        )}
      </div>
    </div>
  );
}

type ZoneFieldProps = { zone: string; onZone: (zone: string) => void; error?: string };

export function ZoneField({ zone, onZone, error }: ZoneFieldProps) {
  const { t } = useTranslation('calendar');
  const zones = useMemo(
    () => [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].sort(),
    [zone],
  );
  return (
    <Select
      id="time_zone"
      label={t('form.zone')}
      searchable
      allowDeselect={false}
      limit={50}
      data={zones}
      value={zone}
      error={error}
      onChange={(next) => next && onZone(next)}
    />
  );
}
