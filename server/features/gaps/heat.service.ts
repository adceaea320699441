/** The heat table: people, teams or departments against what is asked of them. Limited to the caller's line by `scope.sql.ts`. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { gaps } from '#contract/gaps.ts';
import { gapStates, type HeatRows } from '#contract/gaps-shapes.ts';
import { presentPerson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { writeCsv } from '#server/platform/csv.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import {
  type GapPersonRow,
  type HeatCellRow,
  type HeatRowRow,
  selectGapPeople,
  selectHeat,
} from './heat.sql.ts';

export async function getHeat(ctx: Ctx, query: z.output<typeof gaps.getHeat.query>, request: FastifyRequest) {
  const table = await selectHeat(ctx, query, { limit: query.page_size, offset: offsetOf(query) });
  return {
    ...offsetPage(request, query, table.count, table.rows.map(presentRow)),
    columns: table.columns,
    totals: {
      people_count: table.people_count,
      people_below_count: table.people_below_count,
      required_count: table.required_count,
      gap_count: table.gap_count,
    },
  };
}

const presentRow = (row: HeatRowRow) => ({
  ...row,
  person: row.person && presentPerson(row.person),
  cells: row.cells.map(presentCell),
});

function presentCell({ worst, ...cell }: HeatCellRow) {
  const { required_level: required, level } = cell;
  return {
    ...cell,
    state: gapStates[worst - 1]!,
    short_by: required === null || level === null ? null : Math.max(0, required - level),
  };
}

/** More rows than a spreadsheet of it is any use for. */
const mostRows = 10_000;

/** A column per skill: `level / required` for people, `at target / asked` for groups; empty where it is not asked. */
export async function exportHeat(
  ctx: Ctx,
  query: z.output<typeof gaps.exportHeat.query>,
): Promise<HttpReply> {
  const table = await selectHeat(ctx, { ...query, ordering: 'name' }, { limit: mostRows, offset: 0 });
  const head = [
    'name',
    'position',
    'department',
    'people',
    'gaps',
    ...table.columns.map((column) => column.name),
  ];
  const rows = table.rows.map((row) => {
    const cells = new Map(row.cells.map((cell) => [cell.skill_id, cell]));
    return [
      row.name,
      row.person?.position ?? null,
      row.person?.department ?? null,
      row.people_count,
      row.gap_count,
      ...table.columns.map(({ skill_id }) => written(query.rows, cells.get(skill_id))),
    ];
  });
  const below = ['below target', null, null, table.people_below_count, table.gap_count];
  rows.push([...below, ...table.columns.map((one) => `${one.below_count} / ${one.required_count}`)]);
  return new HttpReply({
    stream: Buffer.from(writeCsv(head, rows)),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="skills-${query.rows}-${ctx.now.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

const written = (rows: HeatRows, cell: HeatCellRow | undefined): string | null => {
  if (!cell) return null;
  return rows === 'people'
    ? `${cell.level} / ${cell.required_level}`
    : `${cell.met_count} / ${cell.required_count}`;
};

export async function listGapPeople(
  ctx: Ctx,
  query: z.output<typeof gaps.listGapPeople.query>,
  request: FastifyRequest,
) {
  const { count, rows } = await selectGapPeople(ctx, query, {
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, count, rows.map(presentGapPerson));
}

const presentGapPerson = (row: GapPersonRow) => ({
  ...row,
  person: presentPerson(row.person),
  short_by: Math.max(0, row.required_level - row.level),
});
