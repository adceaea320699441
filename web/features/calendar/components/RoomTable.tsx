// Rooms with how many fit in, what is there, and how many sessions are to come in each.
import { IconDoor } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Room } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Status } from '#web/ui/Status.tsx';
import { type RoomOrdering, type RoomsSearch, roomsPageSize } from '../calendar.queries.ts';
import css from './Calendar.module.css';

type RoomTableProps = {
  rooms: readonly Room[] | undefined;
  count: number | null | undefined;
  search: RoomsSearch;
  isStale: boolean;
  openId?: string;
  /** What stands there instead of the table when there is nothing and nothing was searched for. */
  add: ReactNode;
  onSearch: (search: RoomsSearch) => void;
  onOpen: (room: Room) => void;
  onEdit: (room: Room) => void;
  onArchive: (room: Room) => void;
};

export function RoomTable(props: RoomTableProps) {
  const { rooms, count, search, isStale, openId, add, onSearch, onOpen } = props;
  const { t } = useTranslation('calendar');
  const columns = useColumns(props);
  const isNarrowed = search.search !== '' || search.archived;
  return (
    <DataTable
      caption={t('rooms.title')}
      name="rooms"
      columns={columns}
      rows={rooms}
      rowKey={(room) => room.id}
      count={count}
      page={search.page}
      pageSize={roomsPageSize}
      onPage={(page) => onSearch({ ...search, page })}
      ordering={search.ordering}
      onOrdering={(ordering) => onSearch({ ...search, page: 1, ordering: ordering as RoomOrdering })}
      onOpen={onOpen}
      activeKey={openId}
      isStale={isStale}
      empty={
        isNarrowed ? (
          <EmptyState icon={IconDoor} title={t('rooms.none_found')} />
        ) : (
          <EmptyState icon={IconDoor} title={t('rooms.empty')} action={add}>
            {t('rooms.empty_words')}
          </EmptyState>
        )
      }
    />
  );
}

function useColumns({ onOpen, onEdit, onArchive }: RoomTableProps): Column<Room>[] {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const equipment = (room: Room) => format.list(room.equipment.map((kind) => t(`equipment.${kind}`)));
  return [
    {
      id: 'name',
      header: t('rooms.name'),
      ordering: 'name',
      is_title: true,
      text: (room) => room.name,
      cell: (room) => (
        <>
          <b>{room.name}</b> {room.archived_at && <Status kind="archived" />}
        </>
      ),
    },
    {
      id: 'location',
      header: t('rooms.location'),
      text: (room) => room.location,
      cell: (room) => room.location || <span className="ly-dimmed">–</span>,
    },
    {
      id: 'capacity',
      header: t('rooms.capacity'),
      ordering: 'capacity',
      align: 'end',
      width: '104px',
      text: (room) => room.capacity,
      cell: (room) => <span className="ly-tabular">{room.capacity}</span>,
    },
    {
      id: 'equipment',
      header: t('rooms.equipment'),
      text: equipment,
      cell: (room) => equipment(room) || <span className="ly-dimmed">–</span>,
    },
    {
      id: 'upcoming',
      header: t('rooms.upcoming'),
      align: 'end',
      width: '120px',
      text: (room) => room.upcoming_count,
      cell: (room) =>
        room.upcoming_count === 0 ? (
          <span className="ly-dimmed">0</span>
        ) : (
          <button
            type="button"
            className={`${css.count} ly-count`}
            aria-label={t('rooms.upcoming_of', { count: room.upcoming_count, name: room.name })}
            onClick={(event) => {
              event.stopPropagation();
              onOpen(room);
            }}
          >
            {room.upcoming_count}
          </button>
        ),
    },
    {
      id: 'actions',
      header: '',
      label: t('rooms.actions'),
      width: '56px',
      is_action: true,
      cell: (room) => (
        <ActionMenu
          label={t('rooms.actions_of', { name: room.name })}
          actions={[
            { label: t('rooms.change'), onSelect: () => onEdit(room) },
            {
              label: room.archived_at ? t('rooms.restore') : t('rooms.archive'),
              onSelect: () => onArchive(room),
            },
          ]}
        />
      ),
    },
  ];
}
