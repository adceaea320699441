/** Role profiles as a file, both ways. */
import type * as z from 'zod';
import { type RoleProfileImport, roleProfileColumns } from '#contract/gaps-shapes.ts';
import type { Ctx } from '#server/platform/context.ts';
import { readCsv, writeCsv } from '#server/platform/csv.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { newId } from '#server/platform/ids.ts';
import {
  insertProfile,
  type ProfileRow,
  replaceSkills,
  selectNames,
  selectProfiles,
  updateProfileRow,
} from './profiles.sql.ts';
import {
  faultsOfHead,
  type Known,
  type PlannedProfile,
  type PlannedRow,
  type Problem,
  planImport,
  problem,
} from './profiles-import.rules.ts';

const selectAll = (ctx: Ctx): Promise<ProfileRow[]> =>
  selectProfiles(ctx.db, { where: sql`true`, order: sql`lower(r.name), r.id`, limit: 100_000, offset: 0 });

export async function exportProfiles(ctx: Ctx): Promise<HttpReply> {
  const rows = (await selectAll(ctx)).flatMap(({ name, description, position, department, skills }) => {
    const whom = [name, description, position?.name ?? null, department?.name ?? null];
    return skills.length === 0
      ? [[...whom, null, null]]
      : skills.map((one) => [...whom, one.name, one.level]);
  });
  return new HttpReply({
    stream: Buffer.from(writeCsv(roleProfileColumns, rows)),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="role-profiles-${ctx.now.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** Says row by row what a file changes and, unless it is a preview or a row is refused, changes it: all of it or nothing. */
export function importProfiles(ctx: Ctx, body: { csv: string; dry_run: boolean }) {
  return inTransaction(ctx, async (ctx): Promise<z.input<typeof RoleProfileImport>> => {
    const table = readCsv(body.csv);
    if ('fault' in table) return report(false, [refusedRow(table.row, [problem('', `file.${table.fault}`)])]);
    const headFaults = faultsOfHead(table.head);
    if (headFaults.length > 0) return report(false, [refusedRow(1, headFaults)]);
    if (table.rows.length === 0) return report(false, [refusedRow(1, [problem('', 'file.empty')])]);
    const plan = planImport(table, await whatIsKnown(ctx));
    const applies = !body.dry_run && plan.rows.every((row) => row.outcome !== 'refused');
    if (applies) for (const profile of plan.profiles) await write(ctx, profile);
    return report(applies, plan.rows);
  });
}

async function write(ctx: Ctx, { id: known, fields, skills }: PlannedProfile): Promise<void> {
  const id = known ?? newId(ctx.now.getTime());
  if (known) await updateProfileRow(ctx, id, fields);
  else await insertProfile(ctx, id, fields);
  await replaceSkills(ctx, id, skills);
  await publish(ctx, 'role-profile.changed', { role_profile_id: id });
}

async function whatIsKnown(ctx: Ctx): Promise<Known> {
  const names = await selectNames(ctx.db);
  const byName = (kind: (typeof names)[number]['kind']) =>
    new Map(names.filter((one) => one.kind === kind).map((one) => [one.name.toLowerCase(), one.id]));
  const profiles = (await selectAll(ctx)).map(({ id, name, description, position, department, skills }) => ({
    id,
    name,
    description,
    position_id: position?.id ?? null,
    department_id: department?.id ?? null,
    skills,
  }));
  return {
    profiles: new Map(profiles.map((one) => [one.name.toLowerCase(), one])),
    positions: byName('position'),
    departments: byName('department'),
    skills: byName('skill'),
  };
}

const refusedRow = (row: number, problems: Problem[]): PlannedRow => ({
  row,
  profile: '',
  skill: '',
  outcome: 'refused',
  problems,
});

const report = (applied: boolean, rows: PlannedRow[]): z.input<typeof RoleProfileImport> => {
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
