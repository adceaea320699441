// Rooms: where sessions take place, how many people fit in, and what is to come in each.
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Room } from '#contract/calendar.ts';
import { useArchiveRoom } from '#web/features/calendar/calendar.mutations.ts';
import { type RoomsSearch, roomsQuery } from '#web/features/calendar/calendar.queries.ts';
import { RoomDialog } from '#web/features/calendar/components/RoomDialog.tsx';
import { RoomPanel } from '#web/features/calendar/components/RoomPanel.tsx';
import { RoomTable } from '#web/features/calendar/components/RoomTable.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';

const start: RoomsSearch = { search: '', page: 1, archived: false, ordering: 'name' };

export function RoomsPage() {
  const { t } = useTranslation('calendar');
  const [search, setSearch] = useState(start);
  const [edited, setEdited] = useState<Room | 'new' | null>(null);
  const [openId, setOpenId] = useState<string>();
  const rooms = useQuery(roomsQuery(search));
  const archive = useArchiveRoom();
  const withUndo = useUndoToast();
  if (rooms.isError && !rooms.data)
    return <ErrorScreen error={rooms.error} onRetry={() => void rooms.refetch()} />;
  const opened = rooms.data?.results.find(({ id }) => id === openId);
  const turn = (room: Room, isArchived: boolean) =>
    archive.mutate(
      { id: room.id, isArchived },
      {
        onSuccess: () =>
          withUndo(t(isArchived ? 'rooms.archived' : 'rooms.restored', { name: room.name }), () =>
            archive.mutate({ id: room.id, isArchived: !isArchived }),
          ),
        onError: (error) =>
          notifyProblem(
            problemOf(error)?.code === 'record.in-use'
              ? t('rooms.in_use', { name: room.name, count: room.upcoming_count })
              : problemText(error, t),
          ),
      },
    );
  const add = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
      onClick={() => setEdited('new')}
    >
      {t('rooms.add')}
    </Button>
  );
  const isEmpty = rooms.data?.count === 0 && search.search === '' && !search.archived;
  return (
    <>
      <PageHeader
        title={t('rooms.title')}
        state={
          rooms.data ? (
            t('rooms.state', { count: rooms.data.count ?? 0 })
          ) : (
            <Skeleton component="span" display="inline-block" width={240} height={20} />
          )
        }
        action={isEmpty ? undefined : add}
      />
      <FilterBar
        search={{
          value: search.search,
          label: t('rooms.search'),
          onChange: (words) => setSearch({ ...search, page: 1, search: words }),
        }}
        filters={[
          {
            id: 'archived',
            label: t('rooms.show'),
            options: [{ value: 'true', label: t('rooms.archived_ones') }],
          },
        ]}
        values={{ archived: search.archived ? 'true' : undefined }}
        onChange={(_id, value) => setSearch({ ...search, page: 1, archived: value === 'true' })}
        onClear={() => setSearch(start)}
      />
      <RoomTable
        rooms={rooms.data?.results}
        count={rooms.data?.count}
        search={search}
        isStale={rooms.isPlaceholderData}
        openId={openId}
        add={add}
        onSearch={setSearch}
        onOpen={({ id }) => setOpenId(id)}
        onEdit={setEdited}
        onArchive={(room) => turn(room, room.archived_at === null)}
      />
      {opened && (
        <RoomPanel
          key={opened.id}
          room={opened}
          onEdit={() => setEdited(opened)}
          onClose={() => setOpenId(undefined)}
        />
      )}
      {edited && (
        <RoomDialog {...(edited === 'new' ? {} : { room: edited })} onClose={() => setEdited(null)} />
      )}
    </>
  );
}
