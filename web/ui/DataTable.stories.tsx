// States of DataTable.
import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { type SamplePerson, samplePeople } from '#web/testing/samples.ts';
import { ActionMenu } from './ActionMenu.tsx';
import { DataTable } from './DataTable.tsx';
import { DateTime } from './DateTime.tsx';
import type { Column } from './data-table.ts';
import { EmptyState } from './EmptyState.tsx';
import { PersonCard } from './PersonCard.tsx';

export const meta = { title: 'ui/DataTable' };

function Count({ value }: { value: number }) {
  if (value === 0) return <span className="ly-dimmed">0</span>;
  return (
    <a className="ly-count" href="#rows">
      {value}
    </a>
  );
}

export const personColumns: Column<SamplePerson>[] = [
  {
    id: 'person',
    header: 'Person',
    ordering: 'display_name',
    cell: (row) => <PersonCard person={row} detail={row.position} />,
    text: (row) => row.display_name,
  },
  {
    id: 'overdue',
    header: 'Overdue',
    ordering: 'overdue',
    align: 'end',
    cell: (row) => <Count value={row.overdue} />,
    text: (row) => row.overdue,
  },
  { id: 'due', header: 'Due in 30 days', align: 'end', cell: (row) => <Count value={row.due} /> },
  { id: 'active_at', header: 'Last active', cell: (row) => <DateTime value={row.active_at} format="date" /> },
  {
    id: 'actions',
    header: '',
    label: 'Actions',
    align: 'end',
    is_action: true,
    cell: () => <ActionMenu actions={[{ label: 'Remind' }]} />,
  },
];

export function People() {
  const [page, setPage] = useState(1);
  const [ordering, setOrdering] = useState('-overdue');
  const [selection, setSelection] = useState<Set<string>>(new Set(['person-1']));
  const [active, setActive] = useState<string>();
  return (
    <DataTable
      caption="People of the team"
      columns={personColumns}
      rows={samplePeople}
      rowKey={(row) => row.id}
      count={5012}
      page={page}
      pageSize={12}
      onPage={setPage}
      ordering={ordering}
      onOrdering={setOrdering}
      selection={selection}
      onSelection={setSelection}
      bulkActions={<Button size="xs">Remind</Button>}
      onOpen={(row) => setActive(row.id)}
      activeKey={active}
      name="story-people"
      csv={{ file_name: 'people', fetchPage: async () => ({ results: samplePeople, next: null }) }}
    />
  );
}

export function Loading() {
  return (
    <DataTable
      caption="People"
      columns={personColumns}
      rows={undefined}
      rowKey={(row) => row.id}
      pageSize={5}
      selection={new Set()}
    />
  );
}

export function Empty() {
  return (
    <DataTable
      caption="People"
      columns={personColumns}
      rows={[]}
      rowKey={(row) => row.id}
      empty={
        <EmptyState
          icon={IconUsers}
          title="Nobody reports to you yet"
          action={<Button variant="filled">Add people</Button>}
        >
          People appear here when an administrator names you as their manager.
        </EmptyState>
      }
    />
  );
}
