// What the achievement screens read.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AchievementRule } from '#contract/achievements.ts';
import { api } from '#web/lib/api.ts';

export const achievementKeys = ['achievements'] as const;
export const rulesPageSize = 20;

export const wallQuery = queryOptions({
  queryKey: [...achievementKeys, 'wall'],
  queryFn: ({ signal }) => api.achievements.getWall({ signal }),
});

export const sharedQuery = (token: string) =>
  queryOptions({
    queryKey: [...achievementKeys, 'shared', token],
    queryFn: ({ signal }) => api.achievements.getSharedAchievement({ params: { token }, signal }),
    retry: false,
  });

export type RulesSearch = { page: number; search: string; archived: boolean };

export const rulesQuery = ({ page, search, archived }: RulesSearch) =>
  queryOptions({
    queryKey: [...achievementKeys, 'rules', page, search, archived],
    queryFn: ({ signal }) =>
      api.achievements.listRules({
        query: { page, page_size: rulesPageSize, search, archived: archived ? 'true' : 'false' },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: [...achievementKeys, 'rule', id],
    queryFn: ({ signal }) => api.achievements.getRule({ params: { id }, signal }),
  });

/** Who would get it now. A rule that cannot be is refused with its field, so it is not tried again. */
export const previewQuery = (rule: AchievementRule, achievement_id: string | null) =>
  queryOptions({
    queryKey: [...achievementKeys, 'preview', rule, achievement_id],
    queryFn: ({ signal }) => api.achievements.previewRule({ body: { rule, achievement_id }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const categoryChoicesQuery = queryOptions({
  queryKey: ['catalog', 'category-choices'],
  queryFn: async ({ signal }) => {
    const { results } = await api.catalog.listCategories({ query: { page_size: 100 }, signal });
    return results.map(({ id, name }) => ({ value: id, label: name }));
  },
});

/** Skills that a rule may name: found by words, the first fifty. */
export const skillChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: [...achievementKeys, 'skill-choices', search],
    queryFn: async ({ signal }) => {
      const { results } = await api.skills.listSkills({ query: { search, page_size: 50 }, signal });
      return results.map(({ id, name }) => ({ value: id, label: name }));
    },
    placeholderData: keepPreviousData,
  });
