// The session that goes with a course: the own one, or the next that can be booked, with when, where and how many seats.
import { useTranslation } from 'react-i18next';
import type { CourseSession } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';

export function CourseSessionLine({ session }: { session: CourseSession }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const when = `${format.longDate(session.starts_at)}, ${format.time(session.starts_at)} ${format.zoneOf(session.starts_at)}`;
  const where = session.room_name ?? t('session.online');
  return (
    <>
      <AppLink href={`/sessions/${session.id}`}>
        {session.own_state ? t('session.own', { when }) : t('session.next', { when })}
      </AppLink>
      {' · '}
      {session.own_state
        ? t(`session.state.${session.own_state}`)
        : t('session.free', { where, count: session.free_seats })}
      {session.suits_times && !session.own_state && ` · ${t('session.suits')}`}
    </>
  );
}
