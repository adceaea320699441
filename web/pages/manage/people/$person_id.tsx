// Changing somebody's account: names, roles, profile.
import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { historyHref } from '#web/features/activity/activity-search.ts';
import { EraseDialog } from '#web/features/activity/components/EraseDialog.tsx';
import { PersonForm } from '#web/features/identity/components/PersonForm.tsx';
import { useUpdatePerson } from '#web/features/identity/identity.mutations.ts';
import { departmentsQuery, personQuery, positionsQuery } from '#web/features/identity/identity.queries.ts';
import { peopleHref } from '#web/features/identity/people-search.ts';
import { type PersonValues, personValues, userChangeOf } from '#web/features/identity/person-values.ts';
import { ManagerField } from '#web/features/reporting/components/ManagerField.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { notify } from '#web/ui/toast-store.ts';

export function loader({ context: { queryClient }, params }: PageLoaderInput) {
  void queryClient.prefetchQuery(personQuery(params['person_id'] ?? ''));
  void queryClient.prefetchQuery(departmentsQuery);
  void queryClient.prefetchQuery(positionsQuery);
}

export function EditPersonPage() {
  const { t } = useTranslation('identity');
  const { t: activity } = useTranslation('activity');
  const [isErasing, setIsErasing] = useState(false);
  const router = useRouter();
  // The router's types come from the register of pages, which comes from this file's: they cannot name the parameter.
  const { person_id: id = '' } = useParams({ strict: false }) as { person_id?: string };
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const update = useUpdatePerson();
  // Another edition makes a new form, filled with what is on the server now.
  const [edition, setEdition] = useState(0);
  // After the render in which the form knows that nothing is unsaved any more, so that it does not hold us back.
  const saved = update.data?.display_name;
  useEffect(() => {
    if (saved === undefined) return;
    notify(t('person_form.saved', { name: saved }));
    void router.navigate({ href: peopleHref({ person: id }) });
  }, [saved, id, router, t]);
  if (error && !person) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  const back = () => void router.navigate({ href: peopleHref({ person: id }) });
  const reload = async () => {
    update.reset();
    await refetch();
    setEdition(edition + 1);
  };
  const save = (values: PersonValues, showProblem: (error: unknown) => void) =>
    update.mutate(
      { id, body: userChangeOf(values), ifMatch: person?.record_version },
      { onError: showProblem },
    );
  const isStale = problemOf(update.error)?.code === 'record.stale';
  return (
    <>
      <PageHeader
        title={person ? t('person_form.edit_title', { name: person.display_name }) : t('people.edit')}
        breadcrumbs={[{ label: t('people.title'), href: '/manage/people' }]}
        menu={[
          {
            label: activity('timeline.title'),
            href: `/people/${id}/activity`,
          },
          {
            label: activity('history.title'),
            href: historyHref('user_profiles', id),
          },
          {
            label: activity('erase.open'),
            onSelect: () => setIsErasing(true),
            danger: true,
            separated: true,
          },
        ]}
      />
      {person && (
        <EraseDialog
          person={person}
          isOpen={isErasing}
          onClose={() => setIsErasing(false)}
          onErased={() => void router.navigate({ href: '/manage/people' })}
        />
      )}
      {isStale && (
        <Note tone="due" title={t('person_form.stale')} isAlert>
          <Button size="xs" onClick={() => void reload()}>
            {t('profile.reload')}
          </Button>
        </Note>
      )}
      {person ? (
        <PersonForm
          key={edition}
          person={person}
          initialValues={personValues(person)}
          error={isStale ? null : update.error}
          isSaving={update.isPending || update.isSuccess}
          onSave={save}
          onCancel={back}
        />
      ) : (
        <Stack aria-hidden="true">
          {['account', 'contact', 'work'].map((key) => (
            <Skeleton key={key} height={120} />
          ))}
        </Stack>
      )}
      {person && <ManagerField person={person} />}
    </>
  );
}
