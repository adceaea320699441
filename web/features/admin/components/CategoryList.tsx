// All categories with their colours, how many courses each has, and what can be done to it.
import { Button } from '@mantine/core';
import { IconPencil, IconTags, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { Category as CategorySchema } from '#contract/catalog.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import css from './CategoryList.module.css';

export type Category = z.infer<typeof CategorySchema>;

type CategoryActions = {
  onEdit: (category: Category) => void;
  onDelete: (category: Category) => void;
};

type CategoryListProps = CategoryActions & {
  /** `undefined` while they load. */
  categories: readonly Category[] | undefined;
  onAdd: () => void;
};

export function CategoryList({ categories, onEdit, onDelete, onAdd }: CategoryListProps) {
  const { t } = useTranslation('admin');
  const columns = useColumns({ onEdit, onDelete });
  if (categories?.length === 0)
    return (
      <EmptyState
        icon={IconTags}
        title={t('categories.empty_title')}
        action={<Button onClick={onAdd}>{t('categories.add')}</Button>}
      >
        {t('categories.empty')}
      </EmptyState>
    );
  return (
    <DataTable
      caption={t('categories.title')}
      columns={columns}
      rows={categories}
      rowKey={({ id }) => id}
      count={categories?.length}
    />
  );
}

function useColumns({ onEdit, onDelete }: CategoryActions): Column<Category>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      header: t('categories.name'),
      is_title: true,
      cell: ({ name, palette }) => (
        <span className={css.name}>
          <CourseThumb palette={palette} seed={name} />
          <b>{name}</b>
        </span>
      ),
    },
    {
      id: 'description',
      header: t('categories.description'),
      cell: ({ description }) => description || <span className="ly-dimmed">–</span>,
    },
    {
      id: 'courses',
      header: t('categories.column.courses'),
      width: '144px',
      cell: ({ id, course_count: count }) =>
        count === 0 ? (
          <span className="ly-dimmed">{t('categories.courses', { count })}</span>
        ) : (
          <AppLink href={`/catalog?category_id=${id}`}>{t('categories.courses', { count })}</AppLink>
        ),
    },
    {
      id: 'actions',
      header: '',
      label: t('categories.column.actions'),
      width: '56px',
      align: 'end',
      is_action: true,
      cell: (category) => <CategoryMenu category={category} onEdit={onEdit} onDelete={onDelete} />,
    },
  ];
}

type CategoryMenuProps = { category: Category } & CategoryActions;

function CategoryMenu({ category, onEdit, onDelete }: CategoryMenuProps) {
  const { t } = useTranslation('admin');
  const { name, course_count: count } = category;
  return (
    <ActionMenu
      label={t('categories.actions', { name })}
      actions={[
        { label: t('categories.edit'), icon: IconPencil, onSelect: () => onEdit(category) },
        {
          label: t('categories.delete'),
          icon: IconTrash,
          danger: true,
          separated: true,
          unavailable: count > 0 ? t('categories.in_use', { count }) : undefined,
          onSelect: () => onDelete(category),
        },
      ]}
    />
  );
}
