// Who leads whom: the lines, who acts for whom, and both as a file.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinePerson, reporting } from '#contract/reporting.ts';
import { ActingSection } from '#web/features/reporting/components/ActingSection.tsx';
import { LinesTable } from '#web/features/reporting/components/LinesTable.tsx';
import { ManagerDialog } from '#web/features/reporting/components/ManagerDialog.tsx';
import {
  type LinesSearch,
  linesHref,
  narrowedLines,
  readLinesSearch,
} from '#web/features/reporting/lines-search.ts';
import { useImportLines } from '#web/features/reporting/reporting.mutations.ts';
import { linesQuery, withoutManagerQuery } from '#web/features/reporting/reporting.queries.ts';
import { addressOf } from '#web/lib/api.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CsvImportDialog } from '#web/ui/CsvImportDialog.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './reporting.module.css';

export function ReportingPage() {
  const { t } = useTranslation('reporting');
  const router = useRouter();
  const state = readLinesSearch(useRouterState({ select: ({ location }) => location.searchStr }));
  const show = (next: LinesSearch) => void router.navigate({ href: linesHref(next), resetScroll: false });
  const lines = useQuery(linesQuery(state));
  const without = useQuery(withoutManagerQuery).data;
  const { mutateAsync: runImport } = useImportLines();
  const [edited, setEdited] = useState<LinePerson | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  if (lines.isError && !lines.data)
    return <ErrorScreen error={lines.error} onRetry={() => void lines.refetch()} />;
  const yes = (value: string | undefined) => (value ? (true as const) : undefined);
  return (
    <>
      <PageHeader
        title={t('title')}
        state={
          without === undefined ? (
            <Skeleton component="span" display="inline-block" width={240} height={20} />
          ) : without === 0 ? (
            t('state_all')
          ) : (
            <AppLink href={linesHref({ without_manager: true, ordering: 'display_name', page: 1 })}>
              {t('state', { count: without })}
            </AppLink>
          )
        }
        action={
          <>
            <Button component="a" href={addressOf(reporting.exportLines)} download>
              {t('export')}
            </Button>
            <Button variant="filled" onClick={() => setIsImporting(true)}>
              {t('import_open')}
            </Button>
          </>
        }
      />
      <FilterBar
        search={{
          value: state.search ?? '',
          label: t('search'),
          onChange: (search) => show(narrowedLines(state, { search: search || undefined })),
        }}
        filters={[
          {
            id: 'without_manager',
            label: t('filter.show'),
            options: [{ value: 'true', label: t('filter.without') }],
          },
          {
            id: 'include_inactive',
            label: t('filter.show'),
            options: [{ value: 'true', label: t('filter.closed') }],
          },
        ]}
        values={{
          without_manager: state.without_manager && 'true',
          include_inactive: state.include_inactive && 'true',
        }}
        onChange={(id, value) => show(narrowedLines(state, { [id]: yes(value) }))}
        onClear={() => show({ ordering: state.ordering, page: 1 })}
      />
      <LinesTable
        lines={lines.data?.results}
        count={lines.data?.count}
        isStale={lines.isPlaceholderData}
        state={state}
        onChange={show}
        onEdit={setEdited}
      />
      <div className={css.acting}>
        <ActingSection />
      </div>
      {edited && <ManagerDialog person={edited} onClose={() => setEdited(null)} />}
      {isImporting && (
        <CsvImportDialog
          title={t('import.title')}
          help={t('import.help')}
          faultOf={({ code, column }) => t(`import.fault.${code.replaceAll('.', '_')}`, { column })}
          labelOf={({ email, manager_email }) =>
            t('import.line', { email, manager: manager_email || t('none') })
          }
          run={runImport}
          onClose={() => setIsImporting(false)}
        />
      )}
    </>
  );
}
