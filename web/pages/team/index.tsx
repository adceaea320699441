// My team: everybody below me with what needs me. The open person stands in the address.
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '#web/features/activity/activity.queries.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { RequestsLink } from '#web/features/bookings/components/RequestsLink.tsx';
import { MemberPanel } from '#web/features/gaps/components/MemberPanel.tsx';
import { TeamFilters } from '#web/features/gaps/components/TeamFilters.tsx';
import { TeamState } from '#web/features/gaps/components/TeamState.tsx';
import { TeamTable } from '#web/features/gaps/components/TeamTable.tsx';
import { teamQuery } from '#web/features/gaps/gaps.queries.ts';
import { readTeamSearch, teamHref } from '#web/features/gaps/team-search.ts';
import { useAddress } from '#web/features/gaps/use-address.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function TeamPage() {
  const { t } = useTranslation('gaps');
  const { state, show } = useAddress(readTeamSearch, teamHref);
  const team = useQuery(teamQuery(state));
  if (team.isError && !team.data)
    return <ErrorScreen error={team.error} onRetry={() => void team.refetch()} />;
  const rows = team.data?.results;
  const open = rows?.findIndex(({ person }) => person.id === state.person) ?? -1;
  const goTo = (index: number) => {
    const id = open === -1 ? undefined : rows?.[index]?.person.id;
    return id === undefined ? undefined : () => show({ ...state, person: id }, { replace: true });
  };
  return (
    <>
      <PageHeader
        title={t('team.title')}
        state={
          team.data ? (
            <>
              <TeamState totals={team.data.totals} />
              <RequestsLink />
            </>
          ) : (
            <Skeleton component="span" display="inline-block" width={320} height={20} />
          )
        }
        action={
          <Button component={AppLink} href="/team/skills" variant="filled">
            {t('team.skills')}
          </Button>
        }
      />
      <TeamFilters state={state} onChange={show} />
      <TeamTable
        members={rows}
        count={team.data?.count}
        isStale={team.isPlaceholderData}
        state={state}
        onChange={show}
      />
      {state.person && (
        <MemberPanel
          key={state.person}
          id={state.person}
          tab={state.tab ?? 'training'}
          onTab={(tab) => show({ ...state, tab }, { replace: true })}
          onClose={() => show({ ...state, person: undefined, tab: undefined }, { replace: true })}
          onPrevious={goTo(open - 1)}
          onNext={goTo(open + 1)}
          timeline={<MemberTimeline id={state.person} />}
        />
      )}
    </>
  );
}

function MemberTimeline({ id }: { id: string }) {
  const { t } = useTranslation('gaps');
  const timeline = useInfiniteQuery(timelineQuery(id, undefined));
  return <ActivityList label={t('member.tab.evidence')} query={timeline} />;
}
