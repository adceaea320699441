// What the bell and the page of notifications read and write.
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';

const all = ['notifications'] as const;
export const notificationsPageSize = 20;

export const unreadCountQuery = queryOptions({
  queryKey: [...all, 'unread'],
  queryFn: ({ signal }) => api.notifications.getUnreadCount({ signal }),
  select: ({ unread_count }) => unread_count,
});

export type NotificationsFilter = { page: number; is_read?: 'false' };

export function notificationsQuery(filter: NotificationsFilter) {
  return queryOptions({
    queryKey: [...all, 'page', filter],
    queryFn: ({ signal }) =>
      api.notifications.listNotifications({ query: { ...filter, page_size: notificationsPageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useReadNotification() {
  const client = useQueryClient();
  return useWrite({
    mutationFn: (id: string) =>
      api.notifications.updateNotification({ params: { id }, body: { is_read: true } }),
    onSuccess: () => client.invalidateQueries({ queryKey: all }),
  });
}

export function useReadAll() {
  const client = useQueryClient();
  return useWrite({
    mutationFn: () => api.notifications.readAllNotifications(),
    onSuccess: () => client.invalidateQueries({ queryKey: all }),
  });
}
