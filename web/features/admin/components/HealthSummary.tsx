// For the home of administrators: whether the installation needs somebody, and what for. The whole report is one click away.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Status } from '#web/ui/Status.tsx';
import { failedMailCountQuery, healthQuery } from '../admin.queries.ts';
import { byUrgency, iconOf, statusOf } from '../health-parts.ts';
import css from './HealthSummary.module.css';

const mostShown = 4;

export function HealthSummary() {
  const { t } = useTranslation('admin');
  const checks = useQuery(healthQuery).data?.checks;
  const failedMails = useQuery(failedMailCountQuery).data ?? 0;
  if (!checks) return null;
  const waiting = byUrgency(checks).filter(({ state }) => state !== 'ok');
  return (
    <Section
      title={t('health.installation')}
      action={<AppLink href="/admin/health">{t('health.whole')}</AppLink>}
    >
      <RowList label={t('health.list')}>
        {waiting.slice(0, mostShown).map(({ name, state, detail, page }) => {
          const Icon = iconOf(name);
          return (
            <RowItem
              key={name}
              picture={
                <span className={css.icon} aria-hidden="true">
                  <Icon size={18} stroke={1.5} />
                </span>
              }
              title={
                <AppLink href={page ?? '/admin/health'}>
                  {t(`health.part.${name}`, { defaultValue: name })}
                </AppLink>
              }
              detail={<span lang="en">{detail}</span>}
              action={<Status kind={statusOf[state]}>{t(`health.state.${state}`)}</Status>}
            />
          );
        })}
        {waiting.length === 0 && (
          <RowItem title={<Status kind="ok">{t('health.all_well', { count: checks.length })}</Status>} />
        )}
        {failedMails > 0 && (
          <RowItem
            title={
              <AppLink href="/admin/mail?state=failed">
                {t('health.mails_failed', { count: failedMails })}
              </AppLink>
            }
            action={<Status kind="due">{t('health.state.warn')}</Status>}
          />
        )}
      </RowList>
    </Section>
  );
}
