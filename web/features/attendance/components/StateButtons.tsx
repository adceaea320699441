// The five states of a person on a day. One stop for the tab key; arrows go between the states, and up and down between people.
import {
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconDoorExit,
  IconMessageCircle,
} from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AttendanceState, attendanceStates } from '#contract/attendance.ts';
import css from './Attendance.module.css';

const icons = {
  present: IconCircleCheck,
  late: IconClock,
  left_early: IconDoorExit,
  excused: IconMessageCircle,
  absent: IconCircleX,
} as const;

type StateButtonsProps = {
  name: string;
  state: AttendanceState | null;
  isLocked: boolean;
  onState: (state: AttendanceState) => void;
};

export function StateButtons({ name, state, isLocked, onState }: StateButtonsProps) {
  const { t } = useTranslation('attendance');
  const [stop, setStop] = useState<AttendanceState>(state ?? 'present');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced anew with every button
    <div role="group" aria-label={t('row.state_of', { name })} className={css.states} onKeyDown={moveFocus}>
      {attendanceStates.map((one) => {
        const Icon = icons[one];
        return (
          <button
            key={one}
            type="button"
            className={css.state}
            data-state={one}
            aria-pressed={state === one}
            aria-disabled={isLocked || undefined}
            tabIndex={stop === one ? 0 : -1}
            onFocus={() => setStop(one)}
            onClick={() => !isLocked && state !== one && onState(one)}
          >
            <Icon size={20} stroke={1.5} aria-hidden="true" />
            <span>{t(`mark.${one}`)}</span>
          </button>
        );
      })}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const target = (event.target as HTMLElement).closest<HTMLElement>('[data-state]');
  if (!target) return;
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const [forward, back] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const row = event.currentTarget.closest('li');
  let next: Element | null | undefined;
  if (event.key === forward) next = target.nextElementSibling;
  else if (event.key === back) next = target.previousElementSibling;
  else if (event.key === 'ArrowDown') next = sameStateOf(row?.nextElementSibling, target);
  else if (event.key === 'ArrowUp') next = sameStateOf(row?.previousElementSibling, target);
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

const sameStateOf = (row: Element | null | undefined, button: HTMLElement) =>
  row?.querySelector(`[data-state="${button.dataset['state']}"]`);
