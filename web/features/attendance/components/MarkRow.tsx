// One person on one day: the five states, the minutes where they matter, and taking a mark back.
import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet, AttendanceState } from '#contract/attendance.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { Status } from '#web/ui/Status.tsx';
import { useClearMark } from '../attendance.mutations.ts';
import type { ShownRow } from '../pending.ts';
import css from './Attendance.module.css';
import { outcomeKinds } from './outcome-kinds.ts';
import { StateButtons } from './StateButtons.tsx';

type MarkRowProps = {
  session_id: string;
  row: ShownRow;
  day: AttendanceSheet['days'][number];
  isLocked: boolean;
  reason: string | undefined;
  onMark: (state: AttendanceState, minutes?: number) => void;
};

export function MarkRow({ session_id, row, day, isLocked, reason, onMark }: MarkRowProps) {
  const { user, record } = row;
  const hasMinutes = record?.state === 'late' || record?.state === 'left_early';
  return (
    <li className={css.row}>
      <div className={css.person}>
        <PersonAvatar name={user.display_name} picture={user.avatar_url} id={user.id} size={40} />
        <div className={css.personWords}>
          <span className={css.name}>{user.display_name}</span>
          <RowState row={row} />
        </div>
      </div>
      <StateButtons
        name={user.display_name}
        state={record?.state ?? null}
        isLocked={isLocked}
        onState={(state) => onMark(state)}
      />
      {record && (
        <div className={css.rowMore}>
          {hasMinutes && (
            <MinutesField
              key={`${record.state} ${record.minutes}`}
              name={user.display_name}
              minutes={record.minutes}
              most={day.minutes}
              isLocked={isLocked}
              onMinutes={(minutes) => onMark(record.state, minutes)}
            />
          )}
          {!record.isWaiting && (
            <ClearButton
              session_id={session_id}
              booking_id={row.booking_id}
              day_id={day.id}
              name={user.display_name}
              isLocked={isLocked}
              reason={reason}
            />
          )}
        </div>
      )}
    </li>
  );
}

function RowState({ row: { record, percent, outcome } }: { row: ShownRow }) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  if (!record) return <span className={css.dimmed}>{t('row.open')}</span>;
  if (record.isWaiting) return <span className={css.dimmed}>{t('row.waiting')}</span>;
  return (
    <span className={css.rowState}>
      <Status kind={outcomeKinds[outcome]}>{t(`outcome.${outcome}`)}</Status>
      <span className={css.dimmed}>
        {t(`row.by_${record.method}`, {
          time: format.time(record.recorded_at),
          percent: format.percent(percent),
        })}
      </span>
    </span>
  );
}

type MinutesFieldProps = {
  name: string;
  minutes: number | null;
  most: number;
  isLocked: boolean;
  onMinutes: (minutes: number) => void;
};

function MinutesField({ name, minutes, most, isLocked, onMinutes }: MinutesFieldProps) {
  const { t } = useTranslation('attendance');
  const [typed, setTyped] = useState<number | string>(minutes ?? '');
  const save = () => {
    if (typeof typed === 'number' && typed !== minutes) onMinutes(typed);
  };
  return (
    <NumberInput
      className={css.minutes}
      aria-label={t('row.minutes_of', { name })}
      suffix={` ${t('row.of_minutes', { count: most })}`}
      value={typed}
      min={0}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      hideControls
      disabled={isLocked}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

type ClearButtonProps = {
  session_id: string;
  booking_id: string;
  day_id: string;
  name: string;
  isLocked: boolean;
  reason: string | undefined;
};

function ClearButton({ session_id, booking_id, day_id, name, isLocked, reason }: ClearButtonProps) {
  const { t } = useTranslation('attendance');
  const clear = useClearMark(session_id);
  return (
    <Button
      size="xs"
      variant="subtle"
      className={css.clear}
      disabled={isLocked}
      aria-busy={clear.isPending}
      aria-label={t('row.clear_of', { name })}
      onClick={() =>
        !clear.isPending && clear.mutate({ booking_id, day_id, ...(reason !== undefined && { reason }) })
      }
    >
      {t('row.clear')}
    </Button>
  );
}
