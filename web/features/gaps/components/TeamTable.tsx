// The people of one's line with what needs attention; each number opens what is behind it.
import { Button } from '@mantine/core';
import { IconMail, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamMember } from '#contract/gaps-shapes.ts';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useRemind } from '../gaps.mutations.ts';
import { teamPageSize } from '../gaps.queries.ts';
import { type MemberTab, narrowedTeam, type TeamFigure, type TeamSearch, teamHref } from '../team-search.ts';
import css from './Gaps.module.css';

type TeamTableProps = {
  members: readonly TeamMember[] | undefined;
  count: number | null | undefined;
  isStale: boolean;
  state: TeamSearch;
  onChange: (next: TeamSearch, options?: { replace: boolean }) => void;
};

export function TeamTable({ members, count, isStale, state, onChange }: TeamTableProps) {
  const { t } = useTranslation('gaps');
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const isNarrowed = Boolean(state.search || state.with || state.department || state.direct);
  return (
    <DataTable
      caption={t('team.caption')}
      name="team"
      columns={useColumns(state)}
      rows={members}
      rowKey={({ person }) => person.id}
      count={count}
      page={state.page}
      pageSize={teamPageSize}
      onPage={(page) => onChange({ ...state, page })}
      ordering={state.ordering}
      onOrdering={(ordering) =>
        onChange(narrowedTeam(state, { ordering: ordering as TeamSearch['ordering'] }))
      }
      selection={selection}
      onSelection={setSelection}
      bulkActions={<RemindButton people={[...selection]} onDone={() => setSelection(new Set())} />}
      onOpen={({ person }) =>
        onChange({ ...state, person: person.id, tab: undefined }, { replace: state.person !== undefined })
      }
      activeKey={state.person}
      isStale={isStale}
      csv={
        members && { file_name: 'team', fetchPage: () => Promise.resolve({ results: members, next: null }) }
      }
      empty={
        <EmptyState icon={IconUsersGroup} title={t(isNarrowed ? 'team.nobody_title' : 'team.empty_title')}>
          {t(isNarrowed ? 'team.nobody' : 'team.empty')}
        </EmptyState>
      }
    />
  );
}

/** Reminds people of what is overdue or due soon. */
export function RemindButton({
  people,
  onDone,
  variant,
}: {
  people: readonly string[];
  onDone?: () => void;
  variant?: 'light';
}) {
  const { t } = useTranslation('gaps');
  const remind = useRemind();
  const submit = () =>
    remind.mutate(
      people.map((id) => ({ id })),
      {
        onSuccess: (answers) => {
          const count = answers.reduce((sum, one) => sum + one.reminded_count, 0);
          notify(count === 0 ? t('team.reminded_none') : t('team.reminded', { count }));
          onDone?.();
        },
        onError: () => notifyProblem(t('team.remind_failed')),
      },
    );
  return (
    <Button
      variant={variant}
      leftSection={<IconMail size={16} stroke={1.5} aria-hidden="true" />}
      aria-busy={remind.isPending}
      onClick={() => !remind.isPending && submit()}
    >
      {t('team.remind')}
    </Button>
  );
}

const tabOf: Record<TeamFigure, MemberTab> = {
  overdue: 'training',
  due: 'training',
  expiring: 'skills',
  gaps: 'skills',
};

function useColumns(state: TeamSearch): Column<TeamMember>[] {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const now = useNow();
  const figure = (
    id: TeamFigure,
    countOf: (row: TeamMember) => number,
    tone?: 'overdue' | 'due',
  ): Column<TeamMember> => ({
    id,
    header: t(`team.column.${id}`),
    ordering: id,
    align: 'end',
    cell: (row) => {
      const value = countOf(row);
      if (value === 0) return <span className="ly-dimmed">{format.number(0)}</span>;
      return (
        <AppLink
          href={teamHref({ ...state, person: row.person.id, tab: tabOf[id] })}
          className={css.figure}
          data-tone={tone}
          aria-label={t('team.figure', {
            name: row.person.display_name,
            figure: t(`team.column.${id}`),
            value: format.number(value),
          })}
        >
          {format.number(value)}
        </AppLink>
      );
    },
    text: countOf,
  });
  const columns: Column<TeamMember>[] = [
    {
      id: 'person',
      header: t('team.column.person'),
      ordering: 'name',
      is_title: true,
      cell: ({ person }) => (
        <PersonCard
          person={person}
          detail={[person.position, person.department].filter(Boolean).join(', ')}
        />
      ),
      text: ({ person }) => person.display_name,
    },
    figure('overdue', (row) => row.overdue_count, 'overdue'),
    figure('due', (row) => row.due_count, 'due'),
    figure('expiring', (row) => row.expiring_count, 'due'),
    figure('gaps', (row) => row.gap_count),
    {
      id: 'last_active',
      header: t('team.column.last_active'),
      ordering: 'last_active',
      cell: ({ last_active }) => (last_active ? format.recentDay(last_active, now) : t('team.never')),
      text: ({ last_active }) => last_active,
    },
  ];
  // Beside an open person there is room for names or for this, and the person's own panel says what was last done.
  return state.person ? columns.filter(({ id }) => id !== 'last_active') : columns;
}
