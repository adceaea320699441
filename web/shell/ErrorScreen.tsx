// What a page shows when it could not be drawn: what happened, that nothing is lost, the request's id, and a retry.
import { Button } from '@mantine/core';
import { IconAlertCircle, IconCloudOff, IconLock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkError } from '#web/lib/api.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import css from './ErrorScreen.module.css';
import { NotFoundScreen } from './NotFoundScreen.tsx';

const lookEvery_ms = 5000;

type ErrorScreenProps = { error: unknown; onRetry: () => void };

export function ErrorScreen({ error, onRetry }: ErrorScreenProps) {
  const { t } = useTranslation('shell');
  const problem = problemOf(error);
  const isLine = error instanceof NetworkError;
  // Whoever was offline goes on by themselves. Browsers do not always notice that the network is back, so the server is asked.
  useEffect(() => {
    if (!isLine) return;
    const look = () =>
      fetch('/api/health/live/').then(
        ({ ok }) => ok && onRetry(),
        () => undefined,
      );
    const timer = setInterval(() => void look(), lookEvery_ms);
    window.addEventListener('online', onRetry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', onRetry);
    };
  }, [isLine, onRetry]);
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
