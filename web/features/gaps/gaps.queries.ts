// What the screens of gaps, teams and role profiles read. Keys begin with the contract's group: one hint reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import type { HeatSearch } from './heat-search.ts';
import type { TeamSearch } from './team-search.ts';

export const gapsKeys = { all: ['gaps'] as const };

/** One's own gaps without an id, else those of a person of one's line. */
export const personGapsQuery = (person_id?: string) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'person', person_id ?? 'me'],
    queryFn: ({ signal }) =>
      person_id ? api.gaps.getGaps({ params: { id: person_id }, signal }) : api.gaps.getOwnGaps({ signal }),
  });

/** The plan for one gap, or for all of them. */
export const planQuery = (person_id?: string, skill?: string) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'plan', person_id ?? 'me', skill ?? 'all'],
    queryFn: ({ signal }) =>
      person_id
        ? api.gaps.getPlan({ params: { id: person_id }, query: { skill }, signal })
        : api.gaps.getOwnPlan({ query: { skill }, signal }),
    placeholderData: keepPreviousData,
  });

export const heatPageSize = 20;
const yes = (flag: boolean | undefined) => (flag ? ('true' as const) : undefined);

export const heatQuery = ({ cell: _cell, only_gaps, direct, ...search }: HeatSearch) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'heat', { ...search, only_gaps, direct }],
    queryFn: ({ signal }) =>
      api.gaps.getHeat({
        query: { ...search, only_gaps: yes(only_gaps), direct: yes(direct), page_size: heatPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** What a figure of the heat table stands for; `null` for the group of people without manager or department. */
export type Figure = { skill?: string; team?: string | null; department?: string | null };

export const gapPeopleQuery = (search: HeatSearch, { skill, team, department }: Figure, page: number) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'people', search, { skill, team, department }, page],
    queryFn: ({ signal }) =>
      api.gaps.listGapPeople({
        query: {
          search: search.search,
          category: search.category,
          profile: search.profile,
          direct: yes(search.direct),
          skill,
          manager: team ?? undefined,
          without_manager: yes(team === null),
          department: department === undefined ? search.department : (department ?? undefined),
          without_department: yes(department === null),
          page,
          page_size: 50,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const teamPageSize = 25;
const teamQueryOf = ({ person: _person, tab: _tab, direct, ...search }: TeamSearch) => ({
  ...search,
  direct: yes(direct),
});

export const teamQuery = (search: TeamSearch) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'team', teamQueryOf(search)],
    queryFn: ({ signal }) =>
      api.gaps.listTeam({ query: { ...teamQueryOf(search), page_size: teamPageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export const teamMemberQuery = (person_id: string) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'member', person_id],
    queryFn: ({ signal }) => api.gaps.getTeamMember({ params: { id: person_id }, signal }),
  });

export type ProfilesFilter = { search?: string; page: number };
export const profilesPageSize = 25;

export const roleProfilesQuery = ({ search, page }: ProfilesFilter) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'profiles', { search, page }],
    queryFn: ({ signal }) =>
      api.gaps.listRoleProfiles({ query: { search, page, page_size: profilesPageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export const roleProfileQuery = (id: string) =>
  queryOptions({
    queryKey: [...gapsKeys.all, 'profile', id],
    queryFn: ({ signal }) => api.gaps.getRoleProfile({ params: { id }, signal }),
  });

/** All profiles by name, for a filter. */
export const profileChoicesQuery = queryOptions({
  queryKey: [...gapsKeys.all, 'profiles', 'choices'],
  queryFn: ({ signal }) => api.gaps.listRoleProfiles({ query: { page_size: 100 }, signal }),
});

export const placesQuery = (directory: 'departments' | 'positions') =>
  queryOptions({
    queryKey: [...gapsKeys.all, directory],
    queryFn: ({ signal }) =>
      directory === 'departments'
        ? api.identity.listDepartments({ query: { page_size: 100 }, signal })
        : api.identity.listPositions({ query: { page_size: 100 }, signal }),
    staleTime: 60_000,
  });

export const skillChoicesQuery = queryOptions({
  queryKey: [...gapsKeys.all, 'skills'],
  queryFn: ({ signal }) => api.skills.listSkills({ query: { page_size: 100, ordering: 'name' }, signal }),
});

export const topicsQuery = queryOptions({
  queryKey: [...gapsKeys.all, 'topics'],
  queryFn: ({ signal }) => api.catalog.listCategories({ query: { page_size: 100 }, signal }),
});

export const preferencesQuery = queryOptions({
  queryKey: [...gapsKeys.all, 'preferences'],
  queryFn: ({ signal }) => api.gaps.getTrainingPreferences({ signal }),
});

export const recommendationsQuery = queryOptions({
  queryKey: [...gapsKeys.all, 'recommendations'],
  queryFn: ({ signal }) => api.gaps.listRecommendations({ query: { limit: 4 }, signal }),
});
