// Role profiles: whom each is for, what it asks, of how many people.
import { IconUserCog } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RoleProfile } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { profilesPageSize } from '../gaps.queries.ts';

type RoleProfileTableProps = {
  profiles: readonly RoleProfile[] | undefined;
  count: number | null | undefined;
  page: number;
  onPage: (page: number) => void;
  onOpen: (profile: RoleProfile) => void;
};

export function RoleProfileTable({ profiles, count, page, onPage, onOpen }: RoleProfileTableProps) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  return (
    <DataTable
      caption={t('profiles.caption')}
      rows={profiles}
      rowKey={({ id }) => id}
      count={count}
      page={page}
      pageSize={profilesPageSize}
      onPage={onPage}
      onOpen={onOpen}
      columns={[
        {
          id: 'name',
          header: t('profiles.column.name'),
          is_title: true,
          cell: ({ id, name }) => <AppLink href={`/admin/role-profiles/${id}`}>{name}</AppLink>,
        },
        { id: 'whom', header: t('profiles.column.whom'), cell: (profile) => whomOf(profile) },
        {
          id: 'skills',
          header: t('profiles.column.skills'),
          cell: ({ skills }) => format.list(skills.map((one) => `${one.name} ${one.level}`)),
        },
        {
          id: 'people',
          header: t('profiles.column.people'),
          align: 'end',
          cell: ({ id, people_count }) =>
            people_count === 0 ? (
              format.number(0)
            ) : (
              <AppLink href={`/team/skills?profile=${id}`}>{format.number(people_count)}</AppLink>
            ),
        },
      ]}
      empty={
        <EmptyState icon={IconUserCog} title={t('profiles.empty_title')}>
          {t('profiles.empty')}
        </EmptyState>
      }
    />
  );

  function whomOf({ position, department }: RoleProfile): string {
    if (position && department)
      return t('profiles.both', { position: position.name, department: department.name });
    return position?.name ?? department?.name ?? '';
  }
}
