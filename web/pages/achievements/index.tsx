// The wall: what one earned, large and with its day, and what comes next.
import { Button, Skeleton } from '@mantine/core';
import { IconMedal } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallQuery } from '#web/features/achievements/achievements.queries.ts';
import css from '#web/features/achievements/components/Achievements.module.css';
import { Arrival } from '#web/features/achievements/components/Arrival.tsx';
import { EarnedWall } from '#web/features/achievements/components/EarnedWall.tsx';
import { NextList } from '#web/features/achievements/components/NextList.tsx';
import { ShareDialog } from '#web/features/achievements/components/ShareDialog.tsx';
import { useArrivals } from '#web/features/achievements/use-arrivals.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(wallQuery);
}

export function AchievementsPage() {
  const { t } = useTranslation('achievements');
  const wall = useQuery(wallQuery);
  const { arrived, ids, dismiss } = useArrivals(wall.data?.results);
  const [sharing, setSharing] = useState<string | null>(null);
  if (wall.isError && !wall.data)
    return <ErrorScreen error={wall.error} onRetry={() => void wall.refetch()} />;
  const results = wall.data?.results ?? [];
  const earned = results.filter((one) => one.earned_at !== null);
  const next = results.filter((one) => one.earned_at === null);
  const shared = earned.find((one) => one.id === sharing);
  return (
    <>
      <PageHeader
        title={t('title')}
        state={wall.data && t('state', { count: earned.length, total: results.length })}
      />
      {!wall.data && <Skeleton height={420} radius="lg" />}
      {wall.data && (
        <div className={css.page}>
          <Arrival achievements={arrived} onClose={dismiss} />
          {earned.length > 0 ? (
            <Section title={t('earned')} count={earned.length}>
              <EarnedWall achievements={earned} arrived={ids} onShare={({ id }) => setSharing(id)} />
            </Section>
          ) : (
            <EmptyState
              icon={IconMedal}
              title={t('empty.title')}
              action={
                <Button component={AppLink} href="/learning" variant="filled">
                  {t('empty.action')}
                </Button>
              }
            >
              {t('empty.words')}
            </EmptyState>
          )}
          {next.length > 0 && (
            <Section title={t('next')} count={next.length}>
              <NextList achievements={next} />
            </Section>
          )}
        </div>
      )}
      {shared && <ShareDialog achievement={shared} onClose={() => setSharing(null)} />}
    </>
  );
}
