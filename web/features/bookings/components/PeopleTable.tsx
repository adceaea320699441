// The people of a session in the order in which they asked: who is booked, who waits, who has asked.
import { Button } from '@mantine/core';
import { IconPrinter, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { problemText } from '#web/ui/problem.ts';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useGiveSeat } from '../bookings.mutations.ts';
import {
  type Booking,
  type PeopleFilter,
  peoplePageSize,
  peopleQuery,
  peopleStates,
  type SessionDetail,
} from '../bookings.queries.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';
import { BookOthersDialog } from './BookOthersDialog.tsx';
import { CancelBookingDialog } from './CancelBookingDialog.tsx';
import { Decide } from './RequestTable.tsx';

export function PeopleTable({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const [filter, setFilter] = useState<PeopleFilter>({ page: 1 });
  const [isAdding, setIsAdding] = useState(false);
  const people = useQuery(peopleQuery(session.id, filter));
  return (
    <div className={css.stack}>
      <div className={css.noPrint}>
        <FilterBar
          search={{
            value: filter.search ?? '',
            label: t('people.search'),
            onChange: (search) => setFilter({ ...filter, page: 1, search: search || undefined }),
          }}
          filters={[
            {
              id: 'state',
              label: t('column.state'),
              options: peopleStates.map((state) => ({ value: state, label: t(`booking_state.${state}`) })),
            },
          ]}
          values={{ state: filter.state }}
          onChange={(_id, value) =>
            setFilter({ ...filter, page: 1, state: peopleStates.find((one) => one === value) })
          }
          onClear={() => setFilter({ page: 1 })}
        >
          <Button
            leftSection={<IconPrinter size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('people.print')}
          </Button>
          {session.can.includes('book_others') && (
            <Button
              leftSection={<IconUserPlus size={16} stroke={1.5} aria-hidden="true" />}
              onClick={() => setIsAdding(true)}
            >
              {t('people.add')}
            </Button>
          )}
        </FilterBar>
      </div>
      <DataTable
        caption={t('people.caption', { title: session.title })}
        columns={useColumns(session)}
        rows={people.data?.results}
        rowKey={(row) => row.id}
        count={people.data?.count}
        page={filter.page}
        pageSize={peoplePageSize}
        onPage={(page) => setFilter({ ...filter, page })}
        isStale={people.isPlaceholderData}
        empty={
          <EmptyState
            icon={IconUsers}
            title={t(filter.state || filter.search ? 'people.nobody' : 'people.empty')}
          >
            {t(filter.state || filter.search ? 'people.nobody_words' : 'people.empty_words')}
          </EmptyState>
        }
      />
      {isAdding && <BookOthersDialog session={session} onClose={() => setIsAdding(false)} />}
    </div>
  );
}

const looks: Record<Booking['state'], StatusKind> = {
  booked: 'ok',
  offered: 'due',
  waiting: 'not_started',
  requested: 'in_progress',
  cancelled: 'exempt',
  refused: 'exempt',
  lapsed: 'archived',
};

function useColumns(session: SessionDetail): Column<Booking>[] {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  return [
    {
      id: 'person',
      header: t('column.person'),
      is_title: true,
      cell: ({ user, note, reason }) => <PersonCard person={user} detail={reason || note} />,
    },
    {
      id: 'state',
      header: t('column.state'),
      cell: ({ state, place, offered_until }) => (
        <>
          <Status kind={looks[state]} look="quiet">
            {place === null
              ? t(`booking_state.${state}`)
              : t('state.waiting_at', { place: words.ordinal(place) })}
          </Status>
          {offered_until && (
            <p className={css.help}>
              {t('people.until', { when: words.moment(offered_until, session.time_zone) })}
            </p>
          )}
        </>
      ),
    },
    { id: 'asked', header: t('column.asked'), cell: (row) => <DateTime value={row.created_at} /> },
    {
      id: 'action',
      header: '',
      label: t('column.action'),
      is_action: true,
      cell: (row) => <PersonActions booking={row} session={session} />,
    },
  ];
}

function PersonActions({ booking, session }: { booking: Booking; session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const give = useGiveSeat();
  const [isCancelling, setIsCancelling] = useState(false);
  const name = booking.user.display_name;
  const giveSeat = () =>
    give.mutate(booking.id, {
      onSuccess: () => notify(t('done.given', { name })),
      onError: (error) => notifyProblem(problemText(error, t)),
    });
  const actions: MenuAction[] = [];
  if (booking.can.includes('offer')) actions.push({ label: t('action.give_seat'), onSelect: giveSeat });
  if (booking.can.includes('cancel'))
    actions.push({ label: t('action.cancel_for'), danger: true, onSelect: () => setIsCancelling(true) });
  return (
    <div className={`${css.buttons} ${css.noPrint}`}>
      {booking.state === 'requested' && <Decide booking={booking} />}
      {actions.length > 0 && <ActionMenu actions={actions} label={t('people.more', { name })} />}
      {isCancelling && (
        <CancelBookingDialog
          session={session}
          booking={booking}
          name={name}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </div>
  );
}
