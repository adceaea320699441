// All sessions on offer, by day: what can be booked, one's own, those one runs.
import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionsQuery } from '#web/features/bookings/bookings.queries.ts';
import { SessionList } from '#web/features/bookings/components/SessionList.tsx';
import {
  readSessionsSearch,
  type SessionsSearch,
  type SessionsView,
  sessionsHref,
  sessionViews,
} from '#web/features/bookings/sessions-search.ts';
import { courseQuery } from '#web/features/catalog/catalog.queries.ts';
import { useSession } from '#web/lib/session.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function SessionsPage() {
  const { t } = useTranslation('bookings');
  const router = useRouter();
  const state = useRouterState({ select: ({ location }) => readSessionsSearch(location.searchStr) });
  const show = (next: SessionsSearch) =>
    void router.navigate({ href: sessionsHref(next), replace: true, resetScroll: false });
  const sessions = useInfiniteQuery(sessionsQuery(state));
  const course = useQuery({
    ...courseQuery(state.course_id ?? ''),
    enabled: state.course_id !== undefined,
  }).data;
  const runs = useSession()?.user.roles.some((role) => role === 'trainer' || role === 'admin');
  const format = useFormat();
  const count = sessions.data?.pages[0]?.count ?? 0;
  if (sessions.isError && !sessions.data)
    return <ErrorScreen error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        state={count > 0 && t('list.state', { count, figure: format.number(count) })}
        action={
          <SegmentedControl
            aria-label={t('list.view')}
            value={state.view}
            onChange={(view) => show({ ...state, view: view as SessionsView })}
            data={sessionViews
              .filter((view) => view !== 'teaching' || runs)
              .map((view) => ({ value: view, label: t(`list.views.${view}`) }))}
          />
        }
      />
      <FilterBar
        search={{
          value: state.search ?? '',
          label: t('list.search'),
          onChange: (search) => show({ ...state, search: search || undefined }),
        }}
        filters={[
          { id: 'free', label: t('list.seats'), options: [{ value: 'true', label: t('list.free') }] },
          ...(state.course_id
            ? [
                {
                  id: 'course_id',
                  label: t('list.course'),
                  options: [{ value: state.course_id, label: course?.title ?? '…' }],
                },
              ]
            : []),
        ]}
        values={{ free: state.free && 'true', course_id: state.course_id }}
        onChange={(id, value) => show({ ...state, [id]: id === 'free' ? (value ? true : undefined) : value })}
        onClear={() => show({ view: state.view, search: state.search })}
      />
      <SessionList
        query={sessions}
        view={state.view}
        isNarrowed={Boolean(state.search || state.free || state.course_id)}
      />
    </>
  );
}
