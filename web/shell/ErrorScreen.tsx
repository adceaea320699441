// What a page shows when it could not be drawn: what happened, that nothing is lost, the request's id, and a retry.
import { Button } from '@mantine/core';
import { IconAlertCircle, IconCloudOff, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import css from './ErrorScreen.module.css';
import { NotFoundScreen } from './NotFoundScreen.tsx';

type ErrorScreenProps = { error: unknown; onRetry: () => void };

export function ErrorScreen({ error, onRetry }: ErrorScreenProps) {
  const { t } = useTranslation('shell');
  const problem = problemOf(error);
  if (problem?.status === 404) return <NotFoundScreen />;
  const isDenied = problem?.status === 403;
  const isOffline = problem === undefined && !navigator.onLine;
  const icon = isDenied ? IconLock : isOffline ? IconCloudOff : IconAlertCircle;
  const title = isDenied ? t('error.denied') : isOffline ? t('error.offline') : t('error.title');
  return (
    <div className={css.screen} role="alert">
      <EmptyState
        level={1}
        icon={icon}
        title={title}
        action={
          <>
            {!isDenied && (
              <Button variant="filled" onClick={onRetry}>
                {t('error.retry')}
              </Button>
            )}
            <Button component={AppLink} href="/">
              {t('error.home')}
            </Button>
          </>
        }
      >
        {isDenied ? t('error.denied_why') : problemText(error, t)}
      </EmptyState>
      {problem?.request_id && (
        <p className={css.request}>
          {t('error.request')} <code className={css.id}>{problem.request_id}</code>
        </p>
      )}
    </div>
  );
}
