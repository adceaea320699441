// Home of a signed-in person: for those who run, teach or lead first what waits for them; then the one next thing to learn, what is
// due and when, and how the year stands.
import { Button, Skeleton } from '@mantine/core';
import { IconBook2, IconLayoutGrid } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { AchievementStrip } from '#web/features/achievements/components/AchievementStrip.tsx';
import { AttentionRows } from '#web/features/activity/components/AttentionRows.tsx';
import { HealthSummary } from '#web/features/admin/components/HealthSummary.tsx';
import { NextSession, SeatOffers, TaughtNext } from '#web/features/bookings/components/NextSessions.tsx';
import { RequestsLink } from '#web/features/bookings/components/RequestsLink.tsx';
import { LatestCertificate } from '#web/features/certificates/components/LatestCertificate.tsx';
import { ContinueCard } from '#web/features/enrollment/components/ContinueCard.tsx';
import { CourseRows } from '#web/features/enrollment/components/CourseRows.tsx';
import { DashboardState } from '#web/features/enrollment/components/DashboardState.tsx';
import { OrganizationPanel, TeachingPanel } from '#web/features/enrollment/components/WorkPanels.tsx';
import { YearPanel } from '#web/features/enrollment/components/YearPanel.tsx';
import { dashboardQuery } from '#web/features/enrollment/enrollment.queries.ts';
import { greetingOf } from '#web/features/enrollment/greeting.ts';
import { Recommended } from '#web/features/gaps/components/Recommended.tsx';
import { TeamFigures } from '#web/features/gaps/components/TeamFigures.tsx';
import { useNow } from '#web/lib/clock.ts';
import { useSession } from '#web/lib/session.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import css from './DashboardPage.module.css';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(dashboardQuery);
}

export function DashboardPage() {
  const { t } = useTranslation('enrollment');
  const dashboard = useQuery(dashboardQuery);
  const session = useSession();
  const now = useNow();
  const zone = useTimeZone();
  if (dashboard.isError && !dashboard.data) {
    return <ErrorScreen error={dashboard.error} onRetry={() => void dashboard.refetch()} />;
  }
  const firstName = (session?.user.display_name ?? '').split(' ')[0] ?? '';
  return (
    <>
      <PageHeader
        title={t(`greeting.${greetingOf(now, zone)}`, { name: firstName })}
        pathName={t('home')}
        state={
          dashboard.data ? (
            <DashboardState dashboard={dashboard.data} />
          ) : (
            <Skeleton width={320} height={20} />
          )
        }
        action={
          <Button
            component={AppLink}
            href="/catalog"
            leftSection={<IconLayoutGrid size={16} stroke={1.5} aria-hidden="true" />}
          >
            {t('browse')}
          </Button>
        }
      />
      {dashboard.data ? <Ready dashboard={dashboard.data} /> : <Loading />}
    </>
  );
}

function Ready({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation('enrollment');
  const { overdue, this_week, later, continue_with } = dashboard;
  const works = Boolean(dashboard.teaching ?? dashboard.organization);
  const isEmpty = !works && !continue_with && overdue.count + this_week.count + later.count === 0;
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <SeatOffers />
        <Work works={works} />
        {continue_with && <ContinueCard next={continue_with} />}
        <NextSession />
        {isEmpty && (
          <EmptyState
            icon={IconBook2}
            title={t('empty.title')}
            action={
              <Button component={AppLink} href="/catalog" variant="filled">
                {t('browse')}
              </Button>
            }
          >
            {t('empty.words')}
          </EmptyState>
        )}
        <Bucket id="overdue" title={t('bucket.overdue')} bucket={overdue} />
        <Bucket id="this-week" title={t('bucket.this_week')} bucket={this_week} />
        <Bucket id="later" title={t('bucket.later')} bucket={later} all={t('bucket.all')} />
        <Recommended />
      </div>
      <div className={css.side}>
        {dashboard.teaching && <TeachingPanel teaching={dashboard.teaching} />}
        {dashboard.organization && <OrganizationPanel organization={dashboard.organization} />}
        <YearPanel year={dashboard.year} />
        {dashboard.latest_certificate && <LatestCertificate certificate={dashboard.latest_certificate} />}
        <AchievementStrip />
      </div>
    </div>
  );
}

/** What waits for those who run the installation, teach, or have people reporting to them. */
function Work({ works }: { works: boolean }) {
  const session = useSession();
  if (!session) return null;
  const { roles } = session.user;
  return (
    <>
      {roles.includes('admin') && <HealthSummary />}
      {roles.includes('trainer') && <TaughtNext />}
      {session.leads && (
        <TeamFigures>
          <RequestsLink />
        </TeamFigures>
      )}
      {works && <AttentionRows />}
    </>
  );
}

type BucketProps = { id: string; title: string; bucket: Dashboard['later']; all?: string };

function Bucket({ id, title, bucket, all }: BucketProps) {
  if (bucket.count === 0) return null;
  return (
    <div id={id}>
      <Section title={title} count={bucket.count} action={all && <AppLink href="/learning">{all}</AppLink>}>
        <CourseRows label={title} courses={bucket.results} />
      </Section>
    </div>
  );
}

/** In the final layout, so that nothing jumps. */
function Loading() {
  return (
    <div className={css.columns} aria-hidden="true">
      <div className={css.main}>
        <Skeleton height={220} radius="lg" />
        <Skeleton height={74} radius="lg" />
        <Skeleton height={148} radius="lg" />
      </div>
      <div className={css.side}>
        <Skeleton height={260} radius="lg" />
        <Skeleton height={120} radius="lg" />
      </div>
    </div>
  );
}
