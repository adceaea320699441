// One's profile: picture, name, work, language and time.
import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountTabs } from '#web/features/identity/components/AccountTabs.tsx';
import { AvatarField } from '#web/features/identity/components/AvatarField.tsx';
import css from '#web/features/identity/components/Profile.module.css';
import { ProfileForm } from '#web/features/identity/components/ProfileForm.tsx';
import { profileQuery } from '#web/features/identity/identity.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(profileQuery);
}

export function ProfilePage() {
  const { t } = useTranslation('identity');
  const { data: profile, error, refetch } = useQuery(profileQuery);
  // Another edition makes a new form, filled with what is on the server now.
  const [edition, setEdition] = useState(0);
  if (error && !profile) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  const reload = async () => {
    await refetch();
    setEdition(edition + 1);
  };
  return (
    <>
      <PageHeader title={t('profile.title')} state={t('profile.state')} />
      <AccountTabs />
      {profile ? (
        <div className={css.column}>
          <AvatarField profile={profile} />
          <ProfileForm key={edition} profile={profile} onReload={() => void reload()} />
        </div>
      ) : (
        <ProfileSkeleton />
      )}
    </>
  );
}

function ProfileSkeleton() {
  return (
    <Stack className={css.column} aria-hidden="true">
      <Skeleton height={56} width={56} circle />
      {['name', 'bio', 'work', 'region'].map((key) => (
        <Skeleton key={key} height={72} />
      ))}
    </Stack>
  );
}
