// What administration reads: health, mail log, categories. Keys begin with the contract's group, so that one
// invalidation reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { type MailSearch, mailPageSize } from './mail-search.ts';

export const adminKeys = {
  health: ['admin', 'health'] as const,
  mails: ['notifications', 'mails'] as const,
  mail: (id: string) => ['notifications', 'mails', id] as const,
  categories: ['catalog', 'categories'] as const,
};

const minute_ms = 60_000;

/** Asked again every minute while the page is open. */
export const healthQuery = queryOptions({
  queryKey: adminKeys.health,
  queryFn: ({ signal }) => api.admin.getHealth({ signal }),
  refetchInterval: minute_ms,
});

/** One page of the mail log; the page before it stays on screen until the new one is there. */
export function mailsQuery({ mail: _mail, ...filters }: MailSearch) {
  return queryOptions({
    queryKey: [...adminKeys.mails, 'page', filters],
    queryFn: ({ signal }) =>
      api.notifications.listMails({ query: { ...filters, page_size: mailPageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** How many mails could not be sent; the smallest page carries the count. */
export const failedMailCountQuery = queryOptions({
  queryKey: [...adminKeys.mails, 'failed'],
  queryFn: ({ signal }) => api.notifications.listMails({ query: { state: 'failed', page_size: 1 }, signal }),
  select: (page) => page.count ?? 0,
});

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: adminKeys.mail(id),
    queryFn: ({ signal }) => api.notifications.getMail({ params: { id }, signal }),
  });
}

/** All categories: there are few, and they are shown in one list. */
export const categoriesQuery = queryOptions({
  queryKey: [...adminKeys.categories, 'managed'],
  queryFn: ({ signal }) => api.catalog.listCategories({ query: { page_size: 100 }, signal }),
});
