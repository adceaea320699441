// How the product is used: who is active, what is looked at, by whom and on what, how far people come, how fast pages are.
// From our own counts, without anybody else knowing, and without anybody's name.
import { Skeleton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Usage } from '#contract/telemetry.ts';
import { SpeedTable } from '#web/features/telemetry/components/SpeedTable.tsx';
import { usageQuery } from '#web/features/telemetry/telemetry.queries.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { BarChart } from '#web/ui/BarChart.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import { TrendChart } from '#web/ui/TrendChart.tsx';
import css from './admin.module.css';

const days = 28;

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(usageQuery(days));
}

export function UsagePage() {
  const { t } = useTranslation('telemetry');
  const { data: usage, error, refetch } = useQuery(usageQuery(days));
  if (error && !usage) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={t('usage.title')}
        state={usage && t('usage.state', { count: usage.active_people, all: usage.people, weeks: days / 7 })}
      />
      <div className={css.sections}>
        {usage ? (
          <>
            <People usage={usage} />
            <Funnel usage={usage} />
            <Views usage={usage} />
            <Section title={t('usage.speed')}>
              <div className={css.feed}>
                <p>{t('usage.speed_detail')}</p>
                <SpeedTable vitals={usage.vitals} />
              </div>
            </Section>
          </>
        ) : (
          <Skeleton height={260} radius="lg" />
        )}
      </div>
    </>
  );
}

function People({ usage: { by_day } }: { usage: Usage }) {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  const day = (date: string) =>
    new Intl.DateTimeFormat(format.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      Date.parse(date),
    );
  const best = by_day.toSorted((a, b) => b.people - a.people)[0];
  return (
    <TrendChart
      title={
        best && best.people > 0
          ? t('usage.active', { day: day(best.date), count: best.people })
          : t('usage.nobody')
      }
      heads={{ label: t('usage.day'), value: t('usage.people') }}
      points={by_day.map(({ date, people }) => ({ label: day(date), value: people }))}
      formatValue={(value) => format.number(value)}
    />
  );
}

function Funnel({ usage: { funnel } }: { usage: Usage }) {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  const { enrolled, completed } = funnel;
  const share = enrolled > 0 ? Math.floor((completed / enrolled) * 100) : 0;
  return (
    <BarChart
      title={
        enrolled > 0 ? t('usage.funnel', { count: enrolled, percent: `${share} %` }) : t('usage.funnel_none')
      }
      heads={{ label: t('usage.step'), value: t('usage.people') }}
      points={(['enrolled', 'started', 'completed'] as const).map((step) => ({
        label: t(`usage.step_name.${step}`),
        value: funnel[step],
      }))}
      formatValue={(value) => format.number(value)}
    />
  );
}

function Views({ usage: { routes, roles, devices } }: { usage: Usage }) {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  const [top] = routes;
  if (!top)
    return (
      <EmptyState icon={IconChartBar} title={t('usage.no_views')}>
        {t('usage.no_views_detail')}
      </EmptyState>
    );
  const common = { formatValue: (value: number) => format.number(value) };
  const heads = (label: string) => ({ label: t(label), value: t('usage.views') });
  return (
    <>
      <BarChart
        {...common}
        title={t('usage.top_page', { page: top.route })}
        heads={heads('usage.page')}
        points={routes.map(({ route, views }) => ({ label: route, value: views }))}
      />
      <BarChart
        {...common}
        title={t('usage.roles')}
        heads={heads('usage.role')}
        points={roles.map(({ role, views }) => ({ label: t(`usage.role_name.${role}`), value: views }))}
      />
      <BarChart
        {...common}
        title={t('usage.devices')}
        heads={heads('usage.device')}
        points={devices.map(({ device, views }) => ({
          label: t(`usage.device_name.${device}`),
          value: views,
        }))}
      />
    </>
  );
}
