// The state of the installation in one sentence: how many parts need somebody, and which.
import { useTranslation } from 'react-i18next';
import type { HealthCheck } from '#contract/admin.ts';

export function HealthState({ checks }: { checks: readonly HealthCheck[] }) {
  const { t, i18n } = useTranslation('admin');
  const failed = checks.filter(({ state }) => state === 'fail');
  const waiting = failed.length > 0 ? failed : checks.filter(({ state }) => state === 'warn');
  if (waiting.length === 0) return <>{t('health.all_well', { count: checks.length })}</>;
  const names = waiting.map(({ name }) => t(`health.part.${name}`, { defaultValue: name }));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names);
  const key = failed.length > 0 ? 'health.needs_you' : 'health.look';
  return <>{t(key, { count: waiting.length, all: checks.length, list })}</>;
}
