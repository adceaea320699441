// Making an account for somebody.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonForm } from '#web/features/identity/components/PersonForm.tsx';
import { useCreatePerson, useRequestReset } from '#web/features/identity/identity.mutations.ts';
import { departmentsQuery, positionsQuery } from '#web/features/identity/identity.queries.ts';
import { peopleHref } from '#web/features/identity/people-search.ts';
import { newPersonValues, newUserOf, type PersonValues } from '#web/features/identity/person-values.ts';
import { useSession } from '#web/lib/session.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { notify } from '#web/ui/toast-store.ts';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(departmentsQuery);
  void queryClient.prefetchQuery(positionsQuery);
}

export function NewPersonPage() {
  const { t } = useTranslation('identity');
  const router = useRouter();
  const session = useSession();
  const create = useCreatePerson();
  const request = useRequestReset();
  const made = create.data;
  // After the render in which the form knows that nothing is unsaved any more, so that it does not hold us back.
  useEffect(() => {
    if (!made) return;
    notify(t('person_form.added', { name: made.display_name }));
    void router.navigate({ href: peopleHref({ person: made.id, search: made.email }) });
  }, [made, router, t]);
  if (!session) return null;
  const save = (values: PersonValues, showProblem: (error: unknown) => void) =>
    create.mutate(newUserOf(values), {
      onError: showProblem,
      onSuccess: ({ email }) => {
        if (values.password === '' && values.send_link) request.mutate({ email });
      },
    });
  return (
    <>
      <PageHeader
        title={t('person_form.new_title')}
        state={t('person_form.new_state')}
        breadcrumbs={[{ label: t('people.title'), href: '/manage/people' }]}
      />
      <PersonForm
        initialValues={newPersonValues(session.user)}
        error={create.error}
        isSaving={create.isPending || create.isSuccess}
        onSave={save}
        onCancel={() => void router.navigate({ href: '/manage/people' })}
      />
    </>
  );
}
