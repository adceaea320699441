// Import of a framework from a CSV file: first what would happen row by row, then, if no row is refused, the import itself.
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { Note } from '#web/ui/Note.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import { notify } from '#web/ui/toast-store.ts';
import { useImportSkills } from '../skills.mutations.ts';
import type { FrameworkReport } from '../skills.types.ts';
import css from './Skills.module.css';

const limit_bytes = 1_500_000;
const looks: Record<FrameworkReport['rows'][number]['outcome'], StatusKind> = {
  created: 'ok',
  changed: 'in_progress',
  unchanged: 'not_started',
  refused: 'failed',
};

export function ImportSkillsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('skills');
  const [csv, setCsv] = useState<string | null>(null);
  const { mutate, mutateAsync, isPending, error, data: report } = useImportSkills();
  const preview = async (file: File) => {
    const text = await file.text();
    setCsv(text);
    await mutateAsync({ csv: text, dry_run: true });
  };
  const run = () =>
    csv !== null &&
    mutate(
      { csv, dry_run: false },
      {
        onSuccess: (done) => {
          if (!done.applied) return;
          notify(t('import.done', { created: done.created, changed: done.changed }));
          onClose();
        },
      },
    );
  const mayRun = report !== undefined && report.refused === 0 && report.created + report.changed > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.form}>
        <p className="ly-dimmed">{t('import.help')}</p>
        <FileDrop
          kinds={t('import.kinds')}
          label={t('import.file')}
          accept={['.csv', '.txt', 'text/csv']}
          max_bytes={limit_bytes}
          send={preview}
        />
        <ErrorSummary error={error} />
        {report && <ReportRows report={report} />}
        <div className={css.buttons}>
          <Button variant="filled" disabled={!mayRun} loading={isPending} onClick={run}>
            {t('import.run', { count: (report?.created ?? 0) + (report?.changed ?? 0) })}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function ReportRows({ report }: { report: FrameworkReport }) {
  const { t } = useTranslation('skills');
  const columns: Column<FrameworkReport['rows'][number]>[] = [
    { id: 'row', header: t('import.row'), width: '64px', align: 'end', cell: ({ row }) => row },
    { id: 'name', header: t('column.skill'), is_title: true, cell: ({ name }) => name || '–' },
    {
      id: 'outcome',
      header: t('import.outcome'),
      width: '152px',
      cell: ({ outcome }) => <Status kind={looks[outcome]}>{t(`import.${outcome}`)}</Status>,
    },
    {
      id: 'detail',
      header: t('import.detail'),
      cell: ({ changes, also_creates: also, problems }) =>
        [
          ...problems.map(
            (one) => `${one.column}: ${t(`import.problem.${one.code}`, { defaultValue: one.message })}`,
          ),
          also.length > 0 && t('import.also', { names: also.join(', ') }),
          changes.length > 0 && t('import.changes', { columns: changes.join(', ') }),
        ]
          .filter(Boolean)
          .join('; '),
    },
  ];
  const { created, changed, unchanged, refused } = report;
  return (
    <>
      <Note
        tone={refused > 0 ? 'overdue' : 'info'}
        title={t('import.sum', { created, changed, unchanged, refused })}
      >
        {refused > 0 && t('import.nothing_yet')}
      </Note>
      <DataTable
        caption={t('import.report')}
        columns={columns}
        rows={report.rows}
        rowKey={({ row }) => String(row)}
        density="dense"
      />
    </>
  );
}
