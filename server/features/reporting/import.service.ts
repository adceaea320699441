/** Reporting lines as a file, both ways. */
import type * as z from 'zod';
import { type ReportingImport, reportingColumns } from '#contract/reporting.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type CsvTable, readCsv, writeCsv } from '#server/platform/csv.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { insertActing, type StoredPeriod, selectPeriods } from './acting.sql.ts';
import {
  faultsOfHead,
  type Plan,
  type PlannedRow,
  type Problem,
  planImport,
  problem,
} from './import.rules.ts';
import { changeManagers } from './lines.service.ts';
import { lockLines, selectExported, selectOpenLines, selectPeopleByEmail } from './lines.sql.ts';

/** A row per active person, and one more for each further stand-in. */
export async function exportLines(ctx: Ctx): Promise<HttpReply> {
  const people = await selectExported(ctx.db, sql`p.is_active or l.id is not null`);
  const periods = new Map<string, StoredPeriod[]>();
  for (const one of await selectPeriods(ctx.db, ctx.now)) {
    periods.set(one.manager_email, [...(periods.get(one.manager_email) ?? []), one]);
  }
  const rows = people.flatMap(({ email, manager_email }) => {
    const own: (StoredPeriod | undefined)[] = periods.get(email) ?? [undefined];
    return own.map((one) => [
      email,
      manager_email,
      one?.acting_email ?? null,
      one?.valid_from ?? null,
      one?.valid_until ?? null,
    ]);
  });
  return new HttpReply({
    stream: Buffer.from(writeCsv(reportingColumns, rows)),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="reporting-lines-${ctx.now.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** Says row by row what a file changes and, unless it is a preview or a row is refused, changes it: all of it or nothing. */
export function importLines(ctx: Ctx, body: { csv: string; dry_run: boolean }) {
  return inTransaction(ctx, async (ctx): Promise<z.input<typeof ReportingImport>> => {
    const table = readCsv(body.csv);
    if ('fault' in table) return report(false, [refusedRow(table.row, [problem('', `file.${table.fault}`)])]);
    const headFaults = faultsOfHead(table.head);
    if (headFaults.length > 0) return report(false, [refusedRow(1, headFaults)]);
    if (table.rows.length === 0) return report(false, [refusedRow(1, [problem('', 'file.empty')])]);
    // Nobody may change lines between the plan and its writing.
    if (!body.dry_run) await lockLines(ctx.db);
    const plan = await planFor(ctx, table);
    const applies = !body.dry_run && plan.rows.every((row) => row.outcome !== 'refused');
    if (applies) {
      await changeManagers(ctx, plan.lines);
      if (plan.periods.length > 0) await insertActing(ctx, plan.periods);
      ctx.db.afterCommit(wakeDispatcher);
    }
    return report(applies, plan.rows);
  });
}

async function planFor(ctx: Ctx, table: CsvTable): Promise<Plan> {
  const named = table.rows.flatMap(({ values }) =>
    ['email', 'manager_email', 'acting_email']
      .map((column) => values[column] ?? '')
      .filter((one) => one !== ''),
  );
  const [people, lines, periods] = [
    await selectPeopleByEmail(ctx.db, [...new Set(named)]),
    await selectOpenLines(ctx.db),
    await selectPeriods(ctx.db, ctx.now),
  ];
  const standing = {
    people: new Map(people.map((one) => [one.email, one])),
    managers: new Map(lines.map(({ user_id, ...line }) => [user_id, line])),
    periods,
  };
  return planImport(table, standing, ctx.now);
}

const refusedRow = (row: number, problems: Problem[]): PlannedRow => ({
  row,
  email: '',
  outcome: 'refused',
  manager_email: '',
  previous_manager_email: null,
  problems,
});

const report = (applied: boolean, rows: PlannedRow[]): z.input<typeof ReportingImport> => {
  const count = (outcome: PlannedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    applied,
    created_count: count('created'),
    changed_count: count('changed'),
    unchanged_count: count('unchanged'),
    refused_count: count('refused'),
    rows,
  };
};
