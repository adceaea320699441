/** What callers see of an import. */
import type { ImportRun, ImportSummary } from '#contract/imports.ts';
import { canOf } from './imports.policy.ts';
import type { RunRow, RunSummaryRow } from './imports.sql.ts';

export function presentSummary({ file_id: _file, ...run }: RunSummaryRow): ImportSummary {
  return { ...run, can: canOf(run) };
}

export function presentRun({ file_id: _file, ...run }: RunRow): ImportRun {
  return { ...run, can: canOf(run) };
}
