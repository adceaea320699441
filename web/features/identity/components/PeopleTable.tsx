// The people, a page at a time. A row opens the person's panel; on a phone each row is a card.
import { Button } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import type { Format } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { Status } from '#web/ui/Status.tsx';
import { fetchPeople } from '../identity.queries.ts';
import type { User } from '../identity.types.ts';
import {
  cleared,
  narrowed,
  type PeopleOrdering,
  type PeopleSearch,
  peoplePageSize,
} from '../people-search.ts';
import { RoleWords } from './RoleWords.tsx';

type PeopleTableProps = {
  people: readonly User[] | undefined;
  count: number | null | undefined;
  isStale: boolean;
  state: PeopleSearch;
  onChange: (next: PeopleSearch, options?: { replace: boolean }) => void;
};

export function PeopleTable({ people, count, isStale, state, onChange }: PeopleTableProps) {
  const { t } = useTranslation('identity');
  return (
    <DataTable
      caption={t('people.caption')}
      name="people"
      csv={{ file_name: 'people', fetchPage: (cursor) => fetchPeople(state, cursor) }}
      columns={useColumns()}
      rows={people}
      rowKey={({ id }) => id}
      count={count}
      page={state.page}
      pageSize={peoplePageSize}
      onPage={(page) => onChange({ ...state, page })}
      ordering={state.ordering}
      onOrdering={(ordering) => onChange(narrowed(state, { ordering: ordering as PeopleOrdering }))}
      onOpen={({ id }) => onChange({ ...state, person: id }, { replace: state.person !== undefined })}
      activeKey={state.person}
      isStale={isStale}
      empty={
        <EmptyState
          icon={IconUserSearch}
          title={t('people.empty_title')}
          action={<Button onClick={() => onChange(cleared(state))}>{t('people.clear')}</Button>}
        >
          {t('people.empty')}
        </EmptyState>
      }
    />
  );
}

function useColumns(): Column<User>[] {
  const { t } = useTranslation('identity');
  const format: Format = useFormat();
  const now = useNow();
  return [
    {
      id: 'person',
      header: t('people.column.person'),
      ordering: 'display_name',
      is_title: true,
      cell: (user) => (
        <PersonCard person={{ ...user, avatar_url: user.profile_picture }} detail={user.email} />
      ),
      text: ({ display_name: name }) => name,
    },
    { id: 'email', header: t('field.email'), text: ({ email }) => email },
    {
      id: 'role',
      header: t('people.column.role'),
      ordering: 'role',
      cell: ({ roles }) => <RoleWords roles={roles} />,
      text: ({ roles }) => format.list(roles.map((role) => t(`role.${role}`))),
    },
    {
      id: 'department',
      header: t('people.column.department'),
      cell: ({ department }) => department ?? <span className="ly-dimmed">–</span>,
      text: ({ department }) => department,
    },
    {
      id: 'last_active',
      header: t('people.column.last_active'),
      ordering: 'last_active',
      cell: ({ last_active: at }) => (
        <span className="ly-dimmed">{at ? format.recentDay(at, now) : t('people.never')}</span>
      ),
      text: ({ last_active: at }) => at,
    },
    {
      id: 'status',
      header: t('people.column.status'),
      cell: ({ is_active: isActive }) => (
        <Status kind={isActive ? 'ok' : 'archived'} look="quiet">
          {isActive ? t('people.active') : t('people.deactivated')}
        </Status>
      ),
      text: ({ is_active: isActive }) => (isActive ? t('people.active') : t('people.deactivated')),
    },
  ];
}
