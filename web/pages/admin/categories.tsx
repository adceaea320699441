// The categories of the catalog: their names, colours and what is in them.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeleteCategory } from '#web/features/admin/admin.mutations.ts';
import { categoriesQuery } from '#web/features/admin/admin.queries.ts';
import { CategoryDialog } from '#web/features/admin/components/CategoryDialog.tsx';
import { type Category, CategoryList } from '#web/features/admin/components/CategoryList.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { notify } from '#web/ui/toast-store.ts';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(categoriesQuery);
}

export function CategoriesPage() {
  const { t } = useTranslation('admin');
  const categories = useQuery(categoriesQuery);
  const [editing, setEditing] = useState<Category | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Category | null>(null);
  const remove = useDeleteCategory();
  if (categories.isError && !categories.data)
    return <ErrorScreen error={categories.error} onRetry={() => void categories.refetch()} />;
  const rows = categories.data?.results;
  const courses = rows?.reduce((sum, { course_count }) => sum + course_count, 0) ?? 0;
  const deleteNow = async (category: Category) => {
    await remove.mutateAsync(category.id);
    notify(t('categories.deleted', { name: category.name }));
  };
  return (
    <>
      <PageHeader
        title={t('categories.title')}
        state={
          rows &&
          rows.length > 0 &&
          `${t('categories.state', { count: rows.length })} ${t('categories.state_courses', { count: courses })}`
        }
        action={
          <Button
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
            onClick={() => setEditing('new')}
          >
            {t('categories.add')}
          </Button>
        }
      />
      <CategoryList
        categories={rows}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onDelete={(category) => {
          remove.reset();
          setDeleting(category);
        }}
      />
      <CategoryDialog
        open={editing}
        onClose={() => setEditing(null)}
        onSaved={(name) => notify(t('categories.saved', { name }))}
      />
      <ConfirmDialog
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        title={t('categories.delete_title', { name: deleting?.name })}
        confirm={t('categories.delete')}
        onConfirm={() => (deleting ? deleteNow(deleting) : undefined)}
      >
        {t('categories.delete_why')}
        <ErrorSummary error={remove.error} />
      </ConfirmDialog>
    </>
  );
}
