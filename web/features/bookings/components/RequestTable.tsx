// Requests for a seat that the reader may decide.
import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useApprove } from '../bookings.mutations.ts';
import { type Booking, requestsPageSize } from '../bookings.queries.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';
import { RefuseDialog } from './RefuseDialog.tsx';

type RequestTableProps = {
  requests: readonly Booking[] | undefined;
  count: number | null | undefined;
  page: number;
  isStale: boolean;
  onPage: (page: number) => void;
  /** The one that a mail led to. */
  marked?: string;
};

export function RequestTable({ requests, count, page, isStale, onPage, marked }: RequestTableProps) {
  const { t } = useTranslation('bookings');
  return (
    <DataTable
      caption={t('requests.title')}
      columns={useColumns()}
      rows={requests}
      rowKey={(row) => row.id}
      count={count}
      page={page}
      pageSize={requestsPageSize}
      onPage={onPage}
      activeKey={marked}
      isStale={isStale}
      empty={
        <EmptyState icon={IconChecklist} title={t('requests.empty')}>
          {t('requests.empty_words')}
        </EmptyState>
      }
    />
  );
}

function useColumns(): Column<Booking>[] {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  return [
    {
      id: 'person',
      header: t('column.person'),
      is_title: true,
      cell: ({ user, note }) => <PersonCard person={user} detail={note} />,
    },
    {
      id: 'session',
      header: t('column.session'),
      cell: ({ session, session_id }) => (
        <>
          <AppLink href={`/sessions/${session_id}`}>{session.title}</AppLink>
          <p className={css.help}>
            {[words.span(session, session.time_zone), words.where(session)].filter(Boolean).join('\u00a0· ')}
          </p>
        </>
      ),
    },
    {
      id: 'asked',
      header: t('column.asked'),
      width: '160px',
      cell: (row) => <DateTime value={row.created_at} />,
    },
    {
      id: 'action',
      header: '',
      label: t('column.action'),
      is_action: true,
      width: '232px',
      cell: (row) => <Decide booking={row} />,
    },
  ];
}

export function Decide({ booking }: { booking: Booking }) {
  const { t } = useTranslation('bookings');
  const approve = useApprove();
  const [isRefusing, setIsRefusing] = useState(false);
  const name = booking.user.display_name;
  const run = () =>
    approve.mutate(booking.id, {
      onSuccess: ({ state }) =>
        notify(t(state === 'waiting' ? 'done.approved_waiting' : 'done.approved', { name })),
      onError: (error) => notifyProblem(problemText(error, t)),
    });
  return (
    <div className={`${css.buttons} ${css.decide}`}>
      {booking.can.includes('approve') && (
        <Button
          aria-label={`${t('action.approve')}: ${name}`}
          aria-busy={approve.isPending}
          onClick={() => !approve.isPending && run()}
        >
          {t('action.approve')}
        </Button>
      )}
      {booking.can.includes('refuse') && (
        <Button
          variant="subtle"
          aria-label={`${t('action.refuse')}: ${name}`}
          onClick={() => setIsRefusing(true)}
        >
          {t('action.refuse')}
        </Button>
      )}
      {isRefusing && <RefuseDialog booking={booking} onClose={() => setIsRefusing(false)} />}
    </div>
  );
}
