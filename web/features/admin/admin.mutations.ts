// What administrators change: categories, and mails that did not go out. Each says what it makes stale.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { adminKeys } from './admin.queries.ts';

/** Their dialogs show these failures themselves, beside the field. */
const showsError = { showsError: true };

export type CategoryValues = { name: string; description: string; palette: number };

/** Course cards carry their category's name and colours, so all of the catalog is stale. */
function useStaleCatalog() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['catalog'] });
}

export function useSaveCategory() {
  const onSuccess = useStaleCatalog();
  return useWrite({
    mutationFn: ({ id, ...body }: CategoryValues & { id: string | undefined }) =>
      id === undefined
        ? api.catalog.createCategory({ body })
        : api.catalog.updateCategory({ params: { id }, body }),
    onSuccess,
    meta: showsError,
  });
}

export function useDeleteCategory() {
  const onSuccess = useStaleCatalog();
  return useWrite({
    mutationFn: (id: string) => api.catalog.deleteCategory({ params: { id } }),
    onSuccess,
    meta: showsError,
  });
}

export function useResendMail() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (id: string) => api.notifications.resendMail({ params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: adminKeys.mails }),
  });
}
