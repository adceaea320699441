// A session: when and where it is, how full, how one stands to it, and for those who run it, who comes.
import { Button, SegmentedControl } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CheckInDoor } from '#web/features/attendance/components/CheckInDoor.tsx';
import { type SessionDetail, sessionQuery } from '#web/features/bookings/bookings.queries.ts';
import { Alternatives } from '#web/features/bookings/components/Alternatives.tsx';
import css from '#web/features/bookings/components/Bookings.module.css';
import { OwnSeat } from '#web/features/bookings/components/OwnSeat.tsx';
import { PeopleTable } from '#web/features/bookings/components/PeopleTable.tsx';
import { SessionFacts } from '#web/features/bookings/components/SessionFacts.tsx';
import { offersOthers, standingOf } from '#web/features/bookings/session-standing.ts';
import { useSessionWords } from '#web/features/bookings/use-session-words.ts';
import { useCan, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';

/** Waits for the session alone: it decides whether there is a page. */
export async function loader({ context: { queryClient }, params }: PageLoaderInput) {
  await found(queryClient.ensureQueryData(sessionQuery(params['session_id'] ?? '')));
}

export function SessionPage() {
  const id = usePathParam('session_id');
  const { data: session, error, refetch } = useQuery(sessionQuery(id));
  if (session) return <SessionView key={session.id} session={session} />;
  return error ? <ErrorScreen error={error} onRetry={() => void refetch()} /> : null;
}

function SessionView({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const router = useRouter();
  const seesPeople = useCan(session, 'see_people');
  const books = useCan(session, 'book_others');
  const isPeople = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('tab') === 'people',
  });
  const showsPeople = seesPeople || books;
  const { series_position: position, series_count } = session;
  return (
    <>
      <PageHeader
        title={session.title}
        breadcrumbs={[{ label: t('list.title'), href: '/sessions' }]}
        state={[
          words.span(session, session.time_zone),
          words.where(session),
          position !== null && series_count !== null && t('page.series', { position, count: series_count }),
        ]
          .filter(Boolean)
          .join('\u00a0· ')}
        action={
          <>
            {session.can.includes('record_attendance') && (
              <Button
                component={AppLink}
                href={`/sessions/${session.id}/attendance`}
                variant={session.status === 'running' ? 'filled' : 'default'}
              >
                {t('action.attendance')}
              </Button>
            )}
            {session.can.includes('update') && (
              <Button
                component={AppLink}
                href={`/calendar?date=${session.days[0]?.starts_local.slice(0, 10) ?? ''}&open=session:${session.id}`}
                leftSection={<IconPencil size={16} stroke={1.5} aria-hidden="true" />}
              >
                {t('action.edit')}
              </Button>
            )}
          </>
        }
      />
      <div className={css.main}>
        {showsPeople && (
          <SegmentedControl
            className={css.tabs}
            aria-label={t('page.tabs')}
            value={isPeople ? 'people' : 'session'}
            onChange={(tab) =>
              void router.navigate({
                href: `/sessions/${session.id}${tab === 'people' ? '?tab=people' : ''}`,
                replace: true,
                resetScroll: false,
              })
            }
            data={[
              { value: 'session', label: t('page.overview') },
              { value: 'people', label: t('page.people') },
            ]}
          />
        )}
        {showsPeople && isPeople ? <PeopleTable session={session} /> : <About session={session} />}
      </div>
    </>
  );
}

function About({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const standing = standingOf(session, useSession()?.user.id);
  const isCancelled = standing === 'cancelled';
  return (
    <div className={css.page} data-cancelled={isCancelled || undefined}>
      <div className={css.main}>
        {isCancelled && (
          <>
            <Note tone="overdue" title={t('own.cancelled')}>
              {session.cancel_reason && t('page.reason', { reason: session.cancel_reason })}
            </Note>
            <Alternatives session={session} />
          </>
        )}
        <SessionFacts session={session} />
        {session.description && (
          <Section title={t('page.about')}>
            <p className={css.text}>{session.description}</p>
          </Section>
        )}
        {!isCancelled && offersOthers(standing) && <Alternatives session={session} />}
      </div>
      <div className={css.side}>
        <CheckInDoor session={session} />
        <OwnSeat session={session} />
      </div>
    </div>
  );
}
