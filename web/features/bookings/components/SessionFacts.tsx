// When, where and with whom: on the session's own clock, and on the reader's where that shows another time.
import { IconCalendarEvent, IconLink, IconMapPin, IconSchool, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import type { SessionDetail } from '../bookings.queries.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';

const icon = { size: 20, stroke: 1.5 } as const;

export function SessionFacts({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const { days, time_zone: zone, room, course, trainers, online_url, is_online } = session;
  return (
    <dl className={css.facts}>
      <dt>
        <IconCalendarEvent {...icon} role="img" aria-label={t('fact.when')} />
      </dt>
      <dd>
        <ul className={css.lines}>
          {days.map((day) => {
            const here = words.here(day, zone);
            return (
              <li key={day.id}>
                <b>{words.span(day, zone)}</b>
                {here && <p className={css.help}>{here}</p>}
              </li>
            );
          })}
        </ul>
      </dd>
      {room && (
        <>
          <dt>
            <IconMapPin {...icon} role="img" aria-label={t('fact.where')} />
          </dt>
          <dd>
            {room.name}
            {room.location && <p className={css.help}>{room.location}</p>}
          </dd>
        </>
      )}
      {is_online && (
        <>
          <dt>
            <IconLink {...icon} role="img" aria-label={t('fact.link')} />
          </dt>
          <dd>
            {online_url ? (
              <a href={online_url} target="_blank" rel="noreferrer">
                {t('fact.join')}
              </a>
            ) : (
              t('fact.link_later')
            )}
          </dd>
        </>
      )}
      {trainers.length > 0 && (
        <>
          <dt>
            <IconUser {...icon} role="img" aria-label={t('fact.trainers')} />
          </dt>
          <dd>{trainers.map(({ display_name }) => display_name).join(', ')}</dd>
        </>
      )}
      {course && (
        <>
          <dt>
            <IconSchool {...icon} role="img" aria-label={t('fact.course')} />
          </dt>
          <dd>
            <AppLink href={`/courses/${course.id}`}>{course.title}</AppLink>
          </dd>
        </>
      )}
    </dl>
  );
}
