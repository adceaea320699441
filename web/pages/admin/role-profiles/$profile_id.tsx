// One role profile: new, or to be changed.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProfileValues, RoleProfileForm } from '#web/features/gaps/components/RoleProfileForm.tsx';
import { useDeleteProfile, useSaveProfile } from '#web/features/gaps/gaps.mutations.ts';
import { roleProfileQuery } from '#web/features/gaps/gaps.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { notify } from '#web/ui/toast-store.ts';

const list = '/admin/role-profiles';

export function RoleProfilePage() {
  const { t } = useTranslation('gaps');
  const router = useRouter();
  // The router's types come from the register of pages, which comes from this file's: they cannot name the parameter.
  const { profile_id: id = 'new' } = useParams({ strict: false }) as { profile_id?: string };
  const isNew = id === 'new';
  const { data: profile, error, refetch } = useQuery({ ...roleProfileQuery(id), enabled: !isNew });
  const save = useSaveProfile();
  const remove = useDeleteProfile();
  const [isDeleting, setIsDeleting] = useState(false);
  // Another edition makes a new form, filled with what is on the server now.
  const [edition, setEdition] = useState(0);
  const back = () => void router.navigate({ href: list });
  // After the render in which the form knows that nothing is unsaved any more, so that it does not hold us back.
  const saved = save.data?.name;
  useEffect(() => {
    if (saved === undefined) return;
    notify(t('profiles.saved', { name: saved }));
    void router.navigate({ href: list });
  }, [saved, router, t]);
  if (error && !profile) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  const isStale = problemOf(save.error)?.code === 'record.stale';
  const reload = async () => {
    save.reset();
    await refetch();
    setEdition(edition + 1);
  };
  const submit = (body: ProfileValues) =>
    save.mutate({ body, ...(profile ? { id, ifMatch: profile.record_version } : {}) });
  return (
    <>
      <PageHeader
        title={profile ? t('profiles.edit', { name: profile.name }) : t('profiles.add')}
        breadcrumbs={[{ label: t('profiles.title'), href: list }]}
        menu={
          profile ? [{ label: t('profiles.delete'), onSelect: () => setIsDeleting(true), danger: true }] : []
        }
      />
      {isStale && (
        <Note tone="due" title={t('profiles.stale')} isAlert>
          <Button size="xs" onClick={() => void reload()}>
            {t('profiles.reload')}
          </Button>
        </Note>
      )}
      {isNew || profile ? (
        <RoleProfileForm
          key={edition}
          profile={profile}
          error={isStale ? null : save.error}
          isSaving={save.isPending || save.isSuccess}
          onSave={submit}
          onCancel={back}
        />
      ) : (
        <Skeleton height={420} />
      )}
      {profile && (
        <ConfirmDialog
          isOpen={isDeleting}
          onClose={() => setIsDeleting(false)}
          title={t('profiles.delete_title', { name: profile.name })}
          confirm={t('profiles.delete_confirm')}
          onConfirm={async () => {
            await remove.mutateAsync(profile.id);
            notify(t('profiles.deleted', { name: profile.name }));
            back();
          }}
        >
          {t('profiles.delete_words')}
        </ConfirmDialog>
      )}
    </>
  );
}
