// Brings in a table as CSV in two steps: first what it would change, row by row, then the change itself, all of it or nothing.
import { Button, FileInput, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CsvImportDialog.module.css';
import { ErrorSummary } from './ErrorSummary.tsx';
import { Note } from './Note.tsx';
import { Status } from './Status.tsx';
import type { StatusKind } from './status-kinds.ts';

export type ImportReport = {
  applied: boolean;
  created_count: number;
  changed_count: number;
  unchanged_count: number;
  refused_count: number;
  rows: readonly {
    row: number;
    outcome: 'created' | 'changed' | 'unchanged' | 'refused';
    problems: readonly { column: string; code: string }[];
  }[];
};

type CsvImportDialogProps<Report extends ImportReport> = {
  title: string;
  /** Which columns there are and what they mean. */
  help: string;
  /** Why a row is refused, in words. */
  faultOf: (problem: Report['rows'][number]['problems'][number]) => string;
  /** What a row is about. */
  labelOf: (row: Report['rows'][number]) => string;
  run: (input: { csv: string; dry_run: boolean }) => Promise<Report>;
  onClose: () => void;
};

const kinds: Record<ImportReport['rows'][number]['outcome'], StatusKind> = {
  created: 'ok',
  changed: 'in_progress',
  unchanged: 'exempt',
  refused: 'failed',
};
/** More rows than one reads; those that are refused come first. */
const mostShown = 200;

export function CsvImportDialog<Report extends ImportReport>(props: CsvImportDialogProps<Report>) {
  const { title, help, run, onClose } = props;
  const { t } = useTranslation('ui');
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setIsRunning] = useState(false);
  const change = (text: string) => {
    setCsv(text);
    setReport(null);
  };
  const start = async (dry_run: boolean) => {
    if (isRunning) return;
    setIsRunning(true);
    setError(null);
    try {
      setReport(await run({ csv, dry_run }));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setIsRunning(false);
    }
  };
  const changing = (report?.created_count ?? 0) + (report?.changed_count ?? 0);
  const mayApply = report !== null && !report.applied && report.refused_count === 0 && changing > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <div className={css.stack}>
        <p className={css.words}>{help}</p>
        <ErrorSummary error={error} />
        <FileInput
          label={t('csv_import.file')}
          accept=".csv,text/csv"
          clearable
          onChange={(file) => void file?.text().then(change)}
        />
        <Textarea
          label={t('csv_import.text')}
          autosize
          minRows={3}
          maxRows={8}
          value={csv}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {report && <Outcome {...props} report={report} />}
        <div className={css.actions}>
          {report?.applied ? (
            <Button variant="filled" onClick={onClose}>
              {t('dialog.close')}
            </Button>
          ) : mayApply ? (
            <Button variant="filled" aria-busy={isRunning} onClick={() => void start(false)}>
              {t('csv_import.apply', { count: changing })}
            </Button>
          ) : (
            <Button
              variant="filled"
              aria-busy={isRunning}
              disabled={csv.trim() === ''}
              onClick={() => void start(true)}
            >
              {t('csv_import.preview')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Outcome<Report extends ImportReport>({
  labelOf,
  faultOf,
  report,
}: CsvImportDialogProps<Report> & { report: Report }) {
  const { t } = useTranslation('ui');
  const {
    applied,
    refused_count: refused,
    created_count: created,
    changed_count: changed,
    unchanged_count: unchanged,
  } = report;
  const rows = report.rows
    .filter((row) => row.outcome !== 'unchanged')
    .toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused') || a.row - b.row)
    .slice(0, mostShown);
  return (
    <>
      <Note
        tone={refused > 0 ? 'overdue' : applied ? 'ok' : 'info'}
        title={t('csv_import.counts', { created, changed, unchanged, refused })}
        isAlert
      >
        {refused > 0
          ? t('csv_import.refused')
          : applied
            ? t('csv_import.done')
            : created + changed === 0
              ? t('csv_import.nothing')
              : null}
      </Note>
      <ul className={css.rows} aria-label={t('csv_import.rows')}>
        {rows.map((row) => (
          // One person or profile may stand in several rows, but a row only once.
          <li key={row.row}>
            <span className={css.number}>{t('csv_import.row', { row: row.row })}</span>
            <span className={css.label}>
              {labelOf(row)}
              {row.problems.map((problem) => (
                <small key={`${problem.column} ${problem.code}`}>{faultOf(problem)}</small>
              ))}
            </span>
            <Status kind={kinds[row.outcome]}>{t(`csv_import.outcome.${row.outcome}`)}</Status>
          </li>
        ))}
      </ul>
    </>
  );
}
