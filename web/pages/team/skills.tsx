// The skills of one's people against what their roles ask: by person, by team, by department. Every figure opens its people.
import { Button, Skeleton } from '@mantine/core';
import { IconDownload, IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { gaps } from '#contract/gaps.ts';
import type { Heat, HeatRow } from '#contract/gaps-shapes.ts';
import { HeatFilters } from '#web/features/gaps/components/HeatFilters.tsx';
import { HeatLegend } from '#web/features/gaps/components/HeatLegend.tsx';
import { HeatPanel } from '#web/features/gaps/components/HeatPanel.tsx';
import { HeatTable } from '#web/features/gaps/components/HeatTable.tsx';
import { type Figure, heatPageSize, heatQuery } from '#web/features/gaps/gaps.queries.ts';
import { type HeatSearch, heatHref, readHeatSearch } from '#web/features/gaps/heat-search.ts';
import { useAddress } from '#web/features/gaps/use-address.ts';
import { addressOf } from '#web/lib/api.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import css from './team.module.css';

export function TeamSkillsPage() {
  const { t } = useTranslation('gaps');
  const { state, show } = useAddress(readHeatSearch, heatHref);
  const heat = useQuery(heatQuery(state));
  if (heat.isError && !heat.data)
    return <ErrorScreen error={heat.error} onRetry={() => void heat.refetch()} />;
  const table = heat.data;
  const categories = [...new Set(table?.columns.map(({ category }) => category).filter(Boolean))];
  // People open where all there is to see of them stands; groups and sums open their people beside the table.
  const hrefOf = (row?: HeatRow, skill_id?: string) =>
    row?.person && state.rows === 'people'
      ? `/team?person=${row.person.id}&tab=skills`
      : heatHref({ ...state, cell: `${row ? (row.id ?? 'none') : 'all'}:${skill_id ?? 'all'}` });
  return (
    <>
      <PageHeader
        title={t('heat.title')}
        breadcrumbs={[{ label: t('team.title'), href: '/team' }]}
        state={
          table ? (
            <State heat={table} href={hrefOf()} />
          ) : (
            <Skeleton component="span" display="inline-block" width={320} height={20} />
          )
        }
        action={
          <Button
            component="a"
            href={addressOf(gaps.exportHeat, { query: exported(state) })}
            download
            leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
          >
            {t('heat.csv')}
          </Button>
        }
      />
      <HeatFilters state={state} categories={categories} onChange={(next) => show(next)} />
      {!table && <Skeleton height={420} radius="lg" />}
      {table?.columns.length === 0 && (
        <EmptyState icon={IconTargetArrow} title={t('heat.empty_title')}>
          {t('heat.empty')}
        </EmptyState>
      )}
      {table && table.columns.length > 0 && (
        <>
          <HeatTable heat={table} rows={state.rows} isStale={heat.isPlaceholderData} hrefOf={hrefOf} />
          <div className={css.foot}>
            <HeatLegend rows={state.rows} />
            <Pager
              page={state.page}
              pageSize={heatPageSize}
              count={table.count}
              shown={table.results.length}
              onPage={(page) => show({ ...state, page })}
            />
          </div>
        </>
      )}
      {state.cell && table && (
        <Opened
          cell={state.cell}
          heat={table}
          state={state}
          onClose={() => show({ ...state, cell: undefined }, { replace: true })}
        />
      )}
    </>
  );
}

const exported = ({ page: _page, ordering: _ordering, cell: _cell, ...filter }: HeatSearch) => filter;

function State({ heat, href }: { heat: Heat; href: string }) {
  const { t } = useTranslation('gaps');
  const { gap_count, people_below_count, people_count } = heat.totals;
  if (gap_count === 0) return <>{t('heat.state_none', { count: people_count })}</>;
  return (
    <Trans
      t={t}
      i18nKey="heat.state"
      count={gap_count}
      values={{ below: people_below_count, people: people_count }}
      components={{ a: <AppLink href={href} /> }}
    />
  );
}

type OpenedProps = { cell: string; heat: Heat; state: HeatSearch; onClose: () => void };

function Opened({ cell, heat, state, onClose }: OpenedProps) {
  const { t } = useTranslation('gaps');
  const [row = 'all', skill = 'all'] = cell.split(':');
  const group = row === 'none' ? null : row === 'all' ? undefined : row;
  const figure: Figure = {
    ...(skill === 'all' ? {} : { skill }),
    ...(group === undefined ? {} : state.rows === 'teams' ? { team: group } : { department: group }),
  };
  const named =
    heat.results.find(({ id }) => id === group)?.name ??
    (group === null ? t(`heat.nobody.${state.rows}`) : t('panel.everybody'));
  const skillName = heat.columns.find(({ skill_id }) => skill_id === skill)?.name;
  return (
    <HeatPanel
      key={cell}
      title={skillName ?? t('panel.all_gaps')}
      detail={named}
      search={state}
      figure={figure}
      onClose={onClose}
    />
  );
}
