// What the feed, timelines, engagement, history and the list of people who may need help read.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Activity } from '#contract/activity.ts';
import { api } from '#web/lib/api.ts';
import type { AttentionSearch, FeedSearch, HistorySearch } from './activity-search.ts';

const all = ['activity'] as const;
export const attentionPageSize = 20;

/** The cursor inside the server's link to the next page. */
const cursorOf = (next: string | null): string | undefined =>
  next ? (new URL(next, 'http://here').searchParams.get('cursor') ?? undefined) : undefined;

const paging = {
  initialPageParam: '',
  getNextPageParam: (last: { next: string | null }) => cursorOf(last.next),
  // What is new arrives by a live hint; coming back to the window needs no second asking.
  refetchOnWindowFocus: false,
} as const;

export const feedQuery = (search: FeedSearch) =>
  infiniteQueryOptions({
    queryKey: [...all, 'feed', search],
    queryFn: ({ pageParam, signal }) =>
      api.activity.listActivity({ query: { ...search, cursor: pageParam, page_size: 30 }, signal }),
    ...paging,
  });

/** `me` reads one's own. */
export const timelineQuery = (personId: string | 'me', area: Activity['area'] | undefined) =>
  infiniteQueryOptions({
    queryKey: [...all, 'timeline', personId, area ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = { area, cursor: pageParam, page_size: 30 };
      return personId === 'me'
        ? api.activity.listOwnActivity({ query, signal })
        : api.activity.listUserActivity({ params: { id: personId }, query, signal });
    },
    ...paging,
  });

export const historyQuery = (search: HistorySearch) =>
  infiniteQueryOptions({
    queryKey: [...all, 'history', search],
    queryFn: ({ pageParam, signal }) =>
      api.activity.listHistory({ query: { ...search, cursor: pageParam, page_size: 30 }, signal }),
    ...paging,
  });

export const engagementQuery = (days: number) =>
  queryOptions({
    queryKey: [...all, 'engagement', days],
    queryFn: ({ signal }) => api.activity.getEngagement({ query: { days }, signal }),
    placeholderData: keepPreviousData,
  });

export const attentionQuery = (search: AttentionSearch) =>
  queryOptions({
    queryKey: [...all, 'attention', search],
    queryFn: ({ signal }) =>
      api.activity.listAttention({ query: { ...search, page_size: attentionPageSize }, signal }),
    placeholderData: keepPreviousData,
  });
