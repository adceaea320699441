// What the address of "My team" says. Pure; what makes no sense is left out.
import { hrefOf, idIn, pageIn } from './heat-search.ts';

const figures = ['overdue', 'due', 'expiring', 'gaps'] as const;
export type TeamFigure = (typeof figures)[number];
const fields = [...figures, 'last_active', 'name'] as const;
type Field = (typeof fields)[number];

export type TeamSearch = {
  search?: string;
  direct?: true;
  department?: string;
  with?: TeamFigure;
  ordering: Field | `-${Field}`;
  page: number;
  /** The person whose panel is open. */
  person?: string;
  tab?: MemberTab;
};
export const memberTabs = ['training', 'skills', 'evidence'] as const;
export type MemberTab = (typeof memberTabs)[number];

export function readTeamSearch(search: string): TeamSearch {
  const given = new URLSearchParams(search);
  const ordering = given.get('ordering') ?? '';
  const field = fields.find((one) => one === ordering.replace(/^-/, ''));
  return {
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    direct: given.get('direct') === 'true' || undefined,
    department: idIn(given.get('department')),
    with: figures.find((one) => one === given.get('with')),
    ordering: field ? (ordering.startsWith('-') ? `-${field}` : field) : '-overdue',
    page: pageIn(given.get('page')),
    person: idIn(given.get('person')),
    tab: memberTabs.find((one) => one === given.get('tab')),
  };
}

export const teamHref = (state: Partial<TeamSearch>): string =>
  hrefOf('/team', state, { ordering: '-overdue', page: 1 });

export const narrowedTeam = (state: TeamSearch, change: Partial<TeamSearch>): TeamSearch => ({
  ...state,
  page: 1,
  ...change,
});
