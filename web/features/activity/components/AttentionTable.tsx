// Learners who may need help: who, why in words, and since when nothing was heard of them.
import { IconMoodSmile, IconUserSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Attention } from '#contract/activity.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import { attentionPageSize } from '../activity.queries.ts';
import type { AttentionSearch } from '../activity-search.ts';
import css from './AttentionTable.module.css';

type Reason = Attention['reasons'][number];

export const attentionLooks: Record<Reason['kind'], StatusKind> = {
  overdue: 'overdue',
  stuck: 'failed',
  due_soon: 'due',
  inactive: 'expiring',
  not_started: 'not_started',
  slowing: 'in_progress',
};

type AttentionTableProps = {
  rows: readonly Attention[] | undefined;
  count: number | null | undefined;
  search: AttentionSearch;
  isStale: boolean;
  onPage: (page: number) => void;
  /** Opens a person. */
  onOpen: (personId: string) => void;
};

export function AttentionTable({ rows, count, search, isStale, onPage, onOpen }: AttentionTableProps) {
  const { t } = useTranslation('activity');
  const isNarrowed = search.kind !== undefined || search.search !== undefined;
  return (
    <DataTable
      caption={t('attention.caption')}
      columns={useColumns()}
      rows={rows}
      rowKey={({ user }) => user.id}
      count={count}
      page={search.page}
      pageSize={attentionPageSize}
      onPage={onPage}
      onOpen={({ user }) => onOpen(user.id)}
      isStale={isStale}
      empty={
        isNarrowed ? (
          <EmptyState icon={IconUserSearch} title={t('attention.nobody_title')}>
            {t('attention.nobody')}
          </EmptyState>
        ) : (
          <EmptyState icon={IconMoodSmile} title={t('attention.fine_title')}>
            {t('attention.fine')}
          </EmptyState>
        )
      }
    />
  );
}

function useColumns(): Column<Attention>[] {
  const { t } = useTranslation('activity');
  return [
    {
      id: 'person',
      header: t('attention.person'),
      is_title: true,
      cell: ({ user }) => (
        <span className={css.person}>
          <PersonAvatar name={user.name} id={user.id} picture={user.avatar_url} />
          <span className={css.names}>
            <b>{user.name}</b>
            <span className="ly-dimmed">{user.position ?? user.department}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'why',
      header: t('attention.why'),
      cell: ({ reasons }) => (
        <ul className={css.reasons}>
          {reasons.map((reason) => (
            <li key={reason.kind}>
              <Status kind={attentionLooks[reason.kind]}>
                <ReasonWords reason={reason} />
              </Status>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'last_active',
      header: t('attention.last_active'),
      cell: ({ last_active: at }) =>
        at ? (
          <DateTime value={at} format="date" />
        ) : (
          <span className="ly-dimmed">{t('attention.never')}</span>
        ),
    },
  ];
}

export function ReasonWords({ reason }: { reason: Reason }) {
  const { t } = useTranslation('activity');
  const params = { count: reason.number, course: reason.course?.name ?? '' };
  if (reason.kind === 'inactive' && reason.number === 0) return t('attention.reason.never');
  return t(`attention.reason.${reason.kind}`, params);
}
