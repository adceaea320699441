// What the address of the heat table says. Pure; what makes no sense is left out.
import { type HeatRows, heatRows } from '#contract/gaps-shapes.ts';

export type HeatSearch = {
  rows: HeatRows;
  search?: string;
  department?: string;
  manager?: string;
  category?: string;
  profile?: string;
  direct?: true;
  only_gaps?: true;
  ordering: '-gaps' | 'name';
  page: number;
  /** The open figure: `<row id or "all">:<skill id or "all">`. */
  cell?: string;
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const idIn = (value: string | null): string | undefined =>
  value && uuid.test(value) ? value : undefined;
export const pageIn = (value: string | null): number => {
  const page = Number(value);
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
};

export function readHeatSearch(search: string): HeatSearch {
  const given = new URLSearchParams(search);
  return {
    rows: heatRows.find((one) => one === given.get('rows')) ?? 'people',
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    department: idIn(given.get('department')),
    manager: idIn(given.get('manager')),
    category: given.get('category')?.slice(0, 50) || undefined,
    profile: idIn(given.get('profile')),
    direct: given.get('direct') === 'true' || undefined,
    only_gaps: given.get('only_gaps') === 'true' || undefined,
    ordering: given.get('ordering') === 'name' ? 'name' : '-gaps',
    page: pageIn(given.get('page')),
    cell: /^(all|none|[0-9a-f-]{36}):(all|[0-9a-f-]{36})$/i.exec(given.get('cell') ?? '')?.[0],
  };
}

/** An address with these parts; what is as usual is left out. */
export function hrefOf(path: string, state: object, usual: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && value !== usual[name]) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

export const heatHref = (state: Partial<HeatSearch>): string =>
  hrefOf('/team/skills', state, { rows: 'people', ordering: '-gaps', page: 1 });

/** Another filter begins at its first page, with nothing open. */
export const narrowedHeat = (state: HeatSearch, change: Partial<HeatSearch>): HeatSearch => ({
  ...state,
  cell: undefined,
  page: 1,
  ...change,
});
