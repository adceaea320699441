// The framework as a tree in table form: children stand below their parent, indented.
import { IconArchive, IconArrowBackUp, IconListTree, IconPencil } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { frameworkPageSize } from '../skills.queries.ts';
import type { Skill } from '../skills.types.ts';
import css from './Skills.module.css';

type FrameworkTableProps = {
  skills: readonly Skill[] | undefined;
  count: number | null | undefined;
  page: number;
  isStale: boolean;
  onPage: (page: number) => void;
  onOpen: (skill: Skill) => void;
  onRetire: (skill: Skill) => void;
  empty: { title: string; words: string; action?: ReactNode };
};

export function FrameworkTable({
  skills,
  count,
  page,
  isStale,
  onPage,
  onOpen,
  onRetire,
  empty,
}: FrameworkTableProps) {
  const { t } = useTranslation('skills');
  return (
    <DataTable
      caption={t('framework.title')}
      name="framework"
      columns={useColumns(onOpen, onRetire)}
      rows={skills}
      rowKey={(row) => row.id}
      count={count}
      page={page}
      pageSize={frameworkPageSize}
      onPage={onPage}
      onOpen={onOpen}
      isStale={isStale}
      empty={
        <EmptyState icon={IconListTree} title={empty.title} action={empty.action}>
          {empty.words}
        </EmptyState>
      }
    />
  );
}

function useColumns(onOpen: (skill: Skill) => void, onRetire: (skill: Skill) => void): Column<Skill>[] {
  const { t } = useTranslation('skills');
  return [
    {
      id: 'name',
      header: t('column.skill'),
      is_title: true,
      cell: (row) => (
        <span className={css.indent} style={{ '--depth': Math.min(row.path.length - 1, 6) } as CSSProperties}>
          <AppLink href={`/admin/skills/${row.id}`}>{row.name}</AppLink>
          {row.path.length > 1 && (
            <small className="ly-dimmed">
              {t('framework.below', { path: row.path.slice(0, -1).join(' › ') })}
            </small>
          )}
        </span>
      ),
    },
    { id: 'category', header: t('framework.category'), width: '144px', cell: (row) => row.category || '–' },
    {
      id: 'levels',
      header: t('framework.levels'),
      width: '184px',
      cell: (row) => levelsWords(row, t),
    },
    {
      id: 'people',
      header: t('framework.people'),
      width: '96px',
      align: 'end',
      cell: (row) => row.people_count,
    },
    {
      id: 'courses',
      header: t('framework.courses'),
      width: '96px',
      align: 'end',
      cell: (row) => row.course_count,
    },
    {
      id: 'actions',
      header: '',
      label: t('framework.actions'),
      width: '56px',
      align: 'end',
      is_action: true,
      cell: (row) => (
        <ActionMenu
          label={t('framework.actions_of', { name: row.name })}
          actions={[
            { label: t('framework.edit'), icon: IconPencil, onSelect: () => onOpen(row) },
            {
              label: row.is_retired ? t('framework.bring_back') : t('framework.retire'),
              icon: row.is_retired ? IconArrowBackUp : IconArchive,
              separated: true,
              onSelect: () => onRetire(row),
            },
          ]}
        />
      ),
    },
  ];
}

function levelsWords(skill: Skill, t: TFunction<'skills'>): string {
  const levels = skill.level_criteria.levels ?? [];
  const asking = levels.filter((one) => one.criteria.length > 0).length;
  return asking > 0 ? t('framework.asking', { count: asking }) : t('framework.plain');
}
