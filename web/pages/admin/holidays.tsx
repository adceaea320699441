// Holidays: days on which the organization does not work. They warn whoever plans a session, and series skip them.
import { Button, Skeleton } from '@mantine/core';
import { IconBeach, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '#contract/calendar.ts';
import { useDeleteHoliday, useSaveHoliday } from '#web/features/calendar/calendar.mutations.ts';
import { holidaysPageSize, holidaysQuery } from '#web/features/calendar/calendar.queries.ts';
import { HolidayDialog } from '#web/features/calendar/components/HolidayDialog.tsx';
import { dayName } from '#web/features/calendar/day-words.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';

export function HolidaysPage() {
  const { t } = useTranslation('calendar');
  const [search, setSearch] = useState({ search: '', page: 1 });
  const [edited, setEdited] = useState<Holiday | 'new' | null>(null);
  const holidays = useQuery(holidaysQuery(search));
  const columns = useColumns(setEdited);
  if (holidays.isError && !holidays.data)
    return <ErrorScreen error={holidays.error} onRetry={() => void holidays.refetch()} />;
  const add = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
      onClick={() => setEdited('new')}
    >
      {t('holidays.add')}
    </Button>
  );
  const isEmpty = holidays.data?.count === 0 && search.search === '';
  return (
    <>
      <PageHeader
        title={t('holidays.title')}
        state={
          holidays.data ? (
            t('holidays.state', { count: holidays.data.count ?? 0 })
          ) : (
            <Skeleton component="span" display="inline-block" width={240} height={20} />
          )
        }
        action={isEmpty ? undefined : add}
      />
      <FilterBar
        search={{
          value: search.search,
          label: t('holidays.search'),
          onChange: (words) => setSearch({ page: 1, search: words }),
        }}
      />
      <DataTable
        caption={t('holidays.title')}
        name="holidays"
        columns={columns}
        rows={holidays.data?.results}
        rowKey={(holiday) => holiday.id}
        count={holidays.data?.count}
        page={search.page}
        pageSize={holidaysPageSize}
        onPage={(page) => setSearch({ ...search, page })}
        onOpen={setEdited}
        isStale={holidays.isPlaceholderData}
        empty={
          search.search ? (
            <EmptyState icon={IconBeach} title={t('holidays.none_found')} />
          ) : (
            <EmptyState icon={IconBeach} title={t('holidays.empty')} action={add}>
              {t('holidays.empty_words')}
            </EmptyState>
          )
        }
      />
      {edited && (
        <HolidayDialog {...(edited === 'new' ? {} : { holiday: edited })} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function useColumns(onEdit: (holiday: Holiday) => void): Column<Holiday>[] {
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  const remove = useDeleteHoliday();
  const save = useSaveHoliday();
  const withUndo = useUndoToast();
  const takeAway = ({ id, name, starts_on, ends_on }: Holiday) =>
    remove.mutate(id, {
      onSuccess: () =>
        withUndo(t('deleted', { title: name }), () => save.mutate({ body: { name, starts_on, ends_on } })),
      onError: (error) => notifyProblem(problemText(error, t)),
    });
  const days = ({ starts_on, ends_on }: Holiday) =>
    starts_on === ends_on
      ? dayName(starts_on, locale)
      : t('time.span', { from: dayName(starts_on, locale), to: dayName(ends_on, locale) });
  return [
    {
      id: 'name',
      header: t('holidays.name'),
      is_title: true,
      text: ({ name }) => name,
      cell: ({ name }) => <b>{name}</b>,
    },
    { id: 'days', header: t('holidays.days'), text: days, cell: days },
    {
      id: 'actions',
      header: '',
      label: t('rooms.actions'),
      width: '56px',
      is_action: true,
      cell: (holiday) => (
        <ActionMenu
          label={t('rooms.actions_of', { name: holiday.name })}
          actions={[
            { label: t('rooms.change'), onSelect: () => onEdit(holiday) },
            { label: t('holidays.delete'), danger: true, onSelect: () => takeAway(holiday) },
          ]}
        />
      ),
    },
  ];
}
