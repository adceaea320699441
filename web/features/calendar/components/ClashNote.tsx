// What stands in the way of a time, each with its name and a link to it; and when it would be free for everybody.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Clash, FreeSlot } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { clashCount } from '../clash-count.ts';
import { shortDay } from '../day-words.ts';
import { dayOf, timeOf } from '../wall-time.ts';
import css from './Calendar.module.css';

export function ClashNote({ clashes }: { clashes: readonly Clash[] }) {
  const { t } = useTranslation('calendar');
  if (clashes.length === 0) return null;
  const isBlocked = clashes.some(({ blocks }) => blocks);
  return (
    <Note
      tone={isBlocked ? 'overdue' : 'due'}
      title={t(isBlocked ? 'clash.title_blocked' : 'clash.title', {
        count: isBlocked ? clashCount(clashes) : clashes.length,
      })}
    >
      <ul className={css.clashes}>
        {clashes.map((clash) => (
          <li
            key={[clash.kind, clash.session_id, clash.starts_at, clash.room?.id, clash.people[0]?.id].join()}
          >
            <ClashWords clash={clash} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** One clash in one sentence. */
export function ClashWords({ clash }: { clash: Clash }) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const { kind, session_id, title, people, people_count, room } = clash;
  const link =
    session_id && title ? <AppLink href={`/sessions/${session_id}`}>{title}</AppLink> : <b>{title ?? ''}</b>;
  const until = clash.ends_at ? ` ${t('clash.until', { time: format.time(clash.ends_at) })}` : '';
  const names = format.list(people.map(({ display_name }) => display_name));
  if (kind === 'capacity')
    return <>{t('clash.capacity', { room: room?.name ?? '', count: room?.capacity ?? 0 })}</>;
  if (kind === 'holiday') return <>{t('clash.holiday', { name: title ?? '' })}</>;
  if (kind === 'own_event') {
    const from = clash.starts_at ? format.time(clash.starts_at) : '';
    const to = clash.ends_at ? format.time(clash.ends_at) : '';
    return <>{t('clash.own_event', { name: names, from, to })}</>;
  }
  const subject =
    kind === 'room'
      ? t('clash.room', { name: room?.name ?? '' })
      : kind === 'trainer'
        ? t('clash.trainer', { name: names })
        : t('clash.people', { count: people_count });
  return (
    <>
      {subject} {link}
      {until}
      {kind === 'people' && people.length > 0 && `: ${names}`}.
    </>
  );
}

type FreeSlotsProps = { slots: readonly FreeSlot[]; onTake: (slot: FreeSlot) => void };

export function FreeSlots({ slots, onTake }: FreeSlotsProps) {
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  if (slots.length === 0) return null;
  return (
    <div>
      <p className={css.label}>{t('clash.free')}</p>
      <ul className={css.chips} aria-label={t('clash.free')}>
        {slots.map((slot) => (
          <li key={slot.starts_at}>
            <Button size="xs" onClick={() => onTake(slot)}>
              {t('clash.slot', {
                day: shortDay(dayOf(slot.starts_local), locale),
                time: timeOf(slot.starts_local),
              })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
