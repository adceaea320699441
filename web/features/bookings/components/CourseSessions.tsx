// The next sessions of a course, each with its button. Nothing where there are none.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { courseSessionsQuery } from '../bookings.queries.ts';
import { sessionsHref } from '../sessions-search.ts';
import { SessionRow } from './SessionRow.tsx';

const shown = 3;

export function CourseSessions({ course_id }: { course_id: string }) {
  const { t } = useTranslation('bookings');
  const isSignedIn = Boolean(useSession()?.user);
  const found = useQuery({ ...courseSessionsQuery(course_id), enabled: isSignedIn }).data;
  if (!found || found.results.length === 0) return null;
  const count = found.count ?? found.results.length;
  return (
    <Section
      title={t('course.title')}
      count={count}
      action={
        count > shown && <AppLink href={sessionsHref({ course_id })}>{t('course.all', { count })}</AppLink>
      }
    >
      <RowList label={t('course.title')}>
        {found.results.slice(0, shown).map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </RowList>
    </Section>
  );
}
