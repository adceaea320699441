// How one signs in: names, password, and the devices that are signed in now.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AccountTabs } from '#web/features/identity/components/AccountTabs.tsx';
import { PasswordForm } from '#web/features/identity/components/PasswordForm.tsx';
import css from '#web/features/identity/components/Profile.module.css';
import { SessionList } from '#web/features/identity/components/SessionList.tsx';
import { SignInNamesForm } from '#web/features/identity/components/SignInNamesForm.tsx';
import { meQuery, sessionsQuery } from '#web/features/identity/identity.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(meQuery);
  void queryClient.prefetchQuery(sessionsQuery);
}

export function SecurityPage() {
  const { t } = useTranslation('identity');
  const me = useQuery(meQuery);
  const sessions = useQuery(sessionsQuery);
  const failed = [me, sessions].find((query) => query.isError && !query.data);
  if (failed) return <ErrorScreen error={failed.error} onRetry={() => void failed.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('security.title')}
        breadcrumbs={[{ label: t('profile.title'), href: '/profile' }]}
        state={sessions.data && t('security.state', { count: sessions.data.length })}
      />
      <AccountTabs />
      <div className={css.column}>
        <Section title={t('security.sessions')} count={sessions.data?.length}>
          {sessions.data ? <SessionList sessions={sessions.data} /> : <Skeleton height={144} />}
        </Section>
        <Section title={t('security.password')}>
          {me.data ? <PasswordForm email={me.data.email} /> : <Skeleton height={220} />}
        </Section>
        <Section title={t('security.account')}>
          {me.data ? <SignInNamesForm me={me.data} /> : <Skeleton height={160} />}
        </Section>
      </div>
    </>
  );
}
