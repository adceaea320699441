// The people of the organization: managers look, administrators also change. The open person stands in the address.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PeopleFilters } from '#web/features/identity/components/PeopleFilters.tsx';
import { PeopleState } from '#web/features/identity/components/PeopleState.tsx';
import { PeopleTable } from '#web/features/identity/components/PeopleTable.tsx';
import { PersonPanel } from '#web/features/identity/components/PersonPanel.tsx';
import { departmentsQuery, peopleCountQuery, peopleQuery } from '#web/features/identity/identity.queries.ts';
import { readPeopleSearch } from '#web/features/identity/people-search.ts';
import { usePeopleSearch } from '#web/features/identity/use-people-search.ts';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchQuery(peopleQuery(readPeopleSearch(given.toString())));
  void queryClient.prefetchQuery(peopleCountQuery());
  void queryClient.prefetchQuery(departmentsQuery);
}

export function PeoplePage() {
  const { t } = useTranslation('identity');
  const { state, show } = usePeopleSearch();
  const people = useQuery(peopleQuery(state));
  const total = useQuery(peopleCountQuery()).data;
  const deactivated = useQuery(peopleCountQuery({ is_active: 'false' })).data;
  const mayAdd = useSession()?.abilities.includes('user.create');
  if (people.isError && !people.data) {
    return <ErrorScreen error={people.error} onRetry={() => void people.refetch()} />;
  }
  const rows = people.data?.results;
  const open = rows?.findIndex(({ id }) => id === state.person) ?? -1;
  const goTo = (index: number) => {
    const id = open === -1 ? undefined : rows?.[index]?.id;
    return id === undefined ? undefined : () => show({ ...state, person: id }, { replace: true });
  };
  const add = mayAdd && (
    <Button
      component={AppLink}
      href="/manage/people/new"
      variant="filled"
      leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
    >
      {t('people.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('people.title')}
        state={<PeopleState total={total} deactivated={deactivated} />}
        action={add}
      />
      <PeopleFilters state={state} onChange={show} />
      <PeopleTable
        people={rows}
        count={people.data?.count}
        isStale={people.isPlaceholderData}
        state={state}
        onChange={show}
      />
      {state.person && (
        <PersonPanel
          id={state.person}
          onClose={() => show({ ...state, person: undefined }, { replace: true })}
          onPrevious={goTo(open - 1)}
          onNext={goTo(open + 1)}
        />
      )}
    </>
  );
}
