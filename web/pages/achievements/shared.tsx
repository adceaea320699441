// What a stranger sees of a shared award: who, what, when and where. Nothing else.
import { Skeleton } from '@mantine/core';
import { IconMedal } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SharedAchievement } from '#contract/achievements.ts';
import { sharedQuery } from '#web/features/achievements/achievements.queries.ts';
import { wordsFor } from '#web/features/achievements/achievements.types.ts';
import css from '#web/features/achievements/components/Achievements.module.css';
import { Medal } from '#web/features/achievements/components/Medal.tsx';
import { ApiError } from '#web/lib/api.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PublicFrame } from '#web/shell/PublicFrame.tsx';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';

export function SharedAchievementPage() {
  const { t } = useTranslation('achievements');
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data, error, isError, refetch } = useQuery(sharedQuery(token));
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <PublicFrame>
      {data && <Shared achievement={data} />}
      {!data && !isError && <Skeleton height={420} radius="lg" />}
      {!data && isGone && (
        <EmptyState icon={IconMedal} title={t('public.gone')} level={1}>
          {t('public.gone_words')}
        </EmptyState>
      )}
      {!data && isError && !isGone && <ErrorScreen error={error} onRetry={() => void refetch()} />}
    </PublicFrame>
  );
}

function Shared({ achievement }: { achievement: SharedAchievement }) {
  const { t, i18n } = useTranslation('achievements');
  const format = useFormat();
  const { name, description } = wordsFor(achievement, i18n.language);
  usePageTitle(`${name} · ${achievement.recipient_name}`);
  return (
    <article className={css.public}>
      <Medal icon={achievement.icon} palette={achievement.palette} size="large" />
      <h1 className={css.publicName}>{name}</h1>
      <p className={css.publicWho}>{t('public.by', { name: achievement.recipient_name })}</p>
      <p className={css.words}>{description}</p>
      <p className={css.words}>
        {t('public.when', {
          date: format.date(`${achievement.earned_on}T12:00:00Z`),
          organization: achievement.organization_name,
        })}
      </p>
    </article>
  );
}
