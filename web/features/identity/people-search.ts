// What the address of the people list says: filters, order, page and the open person. Pure; an address that somebody
// mistyped still shows the list, without the part that makes no sense.
import { type Role, roles } from '#contract/abilities.ts';

const orderings = ['display_name', 'email', 'role', 'last_active', 'created_at'] as const;
type Field = (typeof orderings)[number];
export type PeopleOrdering = Field | `-${Field}`;
export const filterIds = ['role', 'is_active', 'department', 'position'] as const;
export type FilterId = (typeof filterIds)[number];

export type PeopleSearch = {
  search?: string;
  role?: Role;
  is_active?: 'true' | 'false';
  department?: string;
  position?: string;
  ordering: PeopleOrdering;
  page: number;
  /** The person whose panel is open. */
  person?: string;
};

export const peoplePageSize = 25;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readOrdering(value: string): PeopleOrdering {
  const field = orderings.find((one) => one === value.replace(/^-/, ''));
  if (!field) return 'display_name';
  return value.startsWith('-') ? `-${field}` : field;
}

/** Reads the address's search part: `?role=trainer&page=2`. */
export function readPeopleSearch(search: string): PeopleSearch {
  const given = new URLSearchParams(search);
  const text = (name: string, most: number) => given.get(name)?.trim().slice(0, most) || undefined;
  const page = Number(given.get('page'));
  const isActive = given.get('is_active');
  const person = given.get('person') ?? '';
  return {
    search: text('search', 200),
    role: roles.find((role) => role === given.get('role')),
    is_active: isActive === 'true' || isActive === 'false' ? isActive : undefined,
    department: text('department', 100),
    position: text('position', 100),
    ordering: readOrdering(given.get('ordering') ?? ''),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    person: uuid.test(person) ? person : undefined,
  };
}

/** The address of the list in this state; what is as usual is left out. */
export function peopleHref(state: Partial<PeopleSearch>): string {
  const query = new URLSearchParams();
  const usual: Partial<Record<string, unknown>> = { ordering: 'display_name', page: 1 };
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && value !== usual[name]) query.set(name, String(value));
  }
  return query.size > 0 ? `/manage/people?${query}` : '/manage/people';
}

/** Another filter, text or order shows its first page: page 7 of the old result means nothing in the new one. */
export function narrowed(state: PeopleSearch, change: Partial<PeopleSearch>): PeopleSearch {
  return { ...state, page: 1, ...change };
}

export const cleared = ({ ordering }: PeopleSearch): PeopleSearch => ({ ordering, page: 1 });
