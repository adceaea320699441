// The thin line at the very top: shown while anything is fetched or written, after a moment, so that fast answers do
// not flicker.
import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from './RouteProgress.module.css';

export function RouteProgress({ isNavigating = false }: { isNavigating?: boolean }) {
  const fetching = useIsFetching();
  const mutating = useIsMutating();
  return <ProgressLine isActive={isNavigating || fetching + mutating > 0} />;
}

export function ProgressLine({ isActive }: { isActive: boolean }) {
  const { t } = useTranslation('shell');
  if (!isActive) return null;
  return <div className={css.line} role="progressbar" aria-label={t('loading')} />;
}
