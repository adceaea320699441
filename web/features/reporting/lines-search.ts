// What the address of the reporting lines says. Pure.
const fields = ['display_name', 'email', 'manager', 'since', 'direct_reports'] as const;
type Field = (typeof fields)[number];

export type LinesSearch = {
  search?: string;
  without_manager?: true;
  include_inactive?: true;
  ordering: Field | `-${Field}`;
  page: number;
};

export function readLinesSearch(search: string): LinesSearch {
  const given = new URLSearchParams(search);
  const ordering = given.get('ordering') ?? '';
  const field = fields.find((one) => one === ordering.replace(/^-/, ''));
  const page = Number(given.get('page'));
  return {
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    without_manager: given.get('without_manager') === 'true' || undefined,
    include_inactive: given.get('include_inactive') === 'true' || undefined,
    ordering: field ? (ordering.startsWith('-') ? `-${field}` : field) : 'display_name',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

export function linesHref(state: LinesSearch): string {
  const query = new URLSearchParams();
  const usual: Partial<Record<string, unknown>> = { ordering: 'display_name', page: 1 };
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && value !== usual[name]) query.set(name, String(value));
  }
  return query.size > 0 ? `/admin/reporting?${query}` : '/admin/reporting';
}

export const narrowedLines = (state: LinesSearch, change: Partial<LinesSearch>): LinesSearch => ({
  ...state,
  page: 1,
  ...change,
});
