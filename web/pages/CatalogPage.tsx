// The catalog: every course that is open to this person, or to everybody. Its filters stand in the address.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { categoriesQuery, courseCountQuery, coursesQuery } from '#web/features/catalog/catalog.queries.ts';
import {
  catalogPageSize,
  cleared,
  isNarrowed,
  narrowed,
  readCatalogSearch,
} from '#web/features/catalog/catalog-search.ts';
import { CatalogFilters } from '#web/features/catalog/components/CatalogFilters.tsx';
import { CatalogState, MatchSentence, ViewSwitch } from '#web/features/catalog/components/CatalogHead.tsx';
import { CatalogOrder } from '#web/features/catalog/components/CatalogOrder.tsx';
import { CatalogResults, NoCourses, NothingFound } from '#web/features/catalog/components/CatalogResults.tsx';
import { useCatalogSearch } from '#web/features/catalog/use-catalog-search.ts';
import { EnrollmentBadge } from '#web/features/player/components/EnrollmentBadge.tsx';
import { ownEnrollmentsQuery } from '#web/features/player/learning.queries.ts';
import { sessionQuery, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { useIsPhone } from '#web/ui/use-is-phone.ts';
import css from './CatalogPage.module.css';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchQuery(coursesQuery(readCatalogSearch(given.toString())));
  void queryClient.prefetchQuery(courseCountQuery);
  void queryClient.prefetchQuery(categoriesQuery);
  if (queryClient.getQueryData(sessionQuery.queryKey)) void queryClient.prefetchQuery(ownEnrollmentsQuery);
}

export function CatalogPage() {
  const { state, show } = useCatalogSearch();
  const { t } = useTranslation('catalog');
  const session = useSession();
  const isPhone = useIsPhone();
  const courses = useQuery(coursesQuery(state));
  const total = useQuery(courseCountQuery).data;
  const categories = useQuery(categoriesQuery).data?.results ?? [];
  const own = useQuery({ ...ownEnrollmentsQuery, enabled: session !== null }).data;
  if (courses.isError && !courses.data) {
    return <ErrorScreen error={courses.error} onRetry={() => void courses.refetch()} />;
  }
  const found = courses.data?.results;
  const mayCreate = session?.user.roles.some((role) => role === 'trainer' || role === 'admin');
  const create = mayCreate && (
    <Button component={AppLink} href="/teach/courses" variant="filled">
      {t('no_courses.create')}
    </Button>
  );
  const taking = [...(own?.values() ?? [])].filter(({ status }) => status === 'active').length;
  return (
    <>
      <PageHeader
        title={t('title')}
        state={<CatalogState total={total} taking={taking} />}
        action={!isPhone && <ViewSwitch view={state.view} onChange={(view) => show({ ...state, view })} />}
      />
      {total !== 0 && (
        <div className={css.tools}>
          <CatalogFilters
            state={state}
            onChange={show}
            total={total}
            categories={categories}
            courses={found ?? []}
          />
          <div className={css.line}>
            <MatchSentence count={courses.data?.count ?? undefined} isNarrowed={isNarrowed(state)} />
            <CatalogOrder
              value={state.ordering}
              onChange={(ordering) => show(narrowed(state, { ordering }))}
            />
          </div>
        </div>
      )}
      <CatalogResults
        courses={found}
        view={state.view}
        isStale={courses.isPlaceholderData}
        badgeOf={({ id }) => {
          const enrollment = own?.get(id);
          return enrollment && <EnrollmentBadge enrollment={enrollment} />;
        }}
        empty={
          isNarrowed(state) || total ? (
            <NothingFound onClear={() => show(cleared(state))} />
          ) : (
            <NoCourses action={create} />
          )
        }
      />
      {(courses.data?.count ?? 0) > catalogPageSize && (
        <Pager
          page={state.page}
          pageSize={catalogPageSize}
          count={courses.data?.count}
          shown={found?.length ?? 0}
          onPage={(page) => show({ ...state, page })}
        />
      )}
    </>
  );
}
