// Role profiles: what positions and departments need people to be able to do.
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gaps } from '#contract/gaps.ts';
import { RoleProfileTable } from '#web/features/gaps/components/RoleProfileTable.tsx';
import { useImportProfiles } from '#web/features/gaps/gaps.mutations.ts';
import { type ProfilesFilter, roleProfilesQuery } from '#web/features/gaps/gaps.queries.ts';
import { addressOf } from '#web/lib/api.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CsvImportDialog } from '#web/ui/CsvImportDialog.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function RoleProfilesPage() {
  const { t } = useTranslation('gaps');
  const router = useRouter();
  const [filter, setFilter] = useState<ProfilesFilter>({ page: 1 });
  const [isImporting, setIsImporting] = useState(false);
  const { mutateAsync: runImport } = useImportProfiles();
  const profiles = useQuery(roleProfilesQuery(filter));
  if (profiles.isError && !profiles.data)
    return <ErrorScreen error={profiles.error} onRetry={() => void profiles.refetch()} />;
  const count = profiles.data?.count;
  return (
    <>
      <PageHeader
        title={t('profiles.title')}
        state={
          count === undefined || count === null ? (
            <Skeleton component="span" display="inline-block" width={240} height={20} />
          ) : (
            t('profiles.state', { count })
          )
        }
        action={
          <Button
            component={AppLink}
            href="/admin/role-profiles/new"
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
          >
            {t('profiles.add')}
          </Button>
        }
        menu={[
          { label: t('profiles.import'), onSelect: () => setIsImporting(true) },
          {
            label: t('profiles.export'),
            onSelect: () => window.location.assign(addressOf(gaps.exportRoleProfiles)),
          },
        ]}
      />
      <FilterBar
        search={{
          value: filter.search ?? '',
          label: t('profiles.search'),
          onChange: (search) => setFilter({ search: search || undefined, page: 1 }),
        }}
      />
      <RoleProfileTable
        profiles={profiles.data?.results}
        count={count}
        page={filter.page}
        onPage={(page) => setFilter({ ...filter, page })}
        onOpen={({ id }) => void router.navigate({ href: `/admin/role-profiles/${id}` })}
      />
      {isImporting && (
        <CsvImportDialog
          title={t('import.title')}
          help={t('import.help')}
          faultOf={({ code, column }) => t(`import.fault.${code.replaceAll('.', '_')}`, { column })}
          labelOf={({ profile, skill }) => [profile, skill].filter(Boolean).join(': ')}
          run={runImport}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}
