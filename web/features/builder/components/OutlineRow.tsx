// One row of the outline tree: grip, kind, title or the field that renames it, what publishing would change, and a menu
// with everything that keys and dragging do.
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { ActionIcon } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconDots, IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonChange } from '#contract/values/outline-changes.ts';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import type { Half } from '../state/drop-place.ts';
import { kindIcons } from '../state/lesson-kinds.ts';
import type { TreeRow } from '../state/tree-rows.ts';
import { ChangeCount, ChangeMark } from './ChangeMark.tsx';
import css from './Outline.module.css';
import { RenameField } from './RenameField.tsx';

export type OutlineRowProps = {
  row: TreeRow;
  change: LessonChange | undefined;
  /** How many lessons of a closed module would change. */
  change_count: number;
  isActive: boolean;
  isOpenInEditor: boolean;
  isHeld: boolean;
  isRenaming: boolean;
  /** The line that shows where something dragged would land. */
  mark: Half | undefined;
  actions: readonly MenuAction[];
  onClick: () => void;
  onFocus: () => void;
  onRename: () => void;
  onRenamed: (title: string) => void;
};

export function OutlineRow(props: OutlineRowProps) {
  const { row, isActive, isOpenInEditor, isHeld, mark } = props;
  const { setNodeRef: setDraggable, listeners, isDragging } = useDraggable({ id: row.id });
  const { setNodeRef: setDroppable } = useDroppable({ id: row.id });
  const ref = useMergedRef(setDraggable, setDroppable);
  const isModule = row.type === 'module';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it reads the keys
    <div
      ref={ref}
      {...listeners}
      role="treeitem"
      aria-level={isModule ? 1 : 2}
      aria-posinset={row.number}
      aria-setsize={row.size}
      aria-expanded={isModule ? row.isOpen : undefined}
      aria-selected={isOpenInEditor}
      tabIndex={isActive ? 0 : -1}
      className={css.row}
      data-row={row.id}
      data-type={row.type}
      data-held={isHeld || undefined}
      data-dragging={isDragging || undefined}
      data-mark={mark}
      onClick={props.onClick}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus()}
      onDoubleClick={props.onRename}
    >
      <IconGripVertical size={16} stroke={1.5} className={css.grip} aria-hidden="true" />
      <RowMark row={row} />
      <RowTitle {...props} />
      {props.change && <ChangeMark change={props.change} />}
      {isModule && !row.isOpen && props.change_count > 0 && <ChangeCount count={props.change_count} />}
      {isModule && <span className={css.count}>{row.count}</span>}
      <RowMenu {...props} />
    </div>
  );
}

function RowMark({ row }: { row: TreeRow }) {
  if (row.type === 'module') {
    const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
    return <Chevron size={16} stroke={1.5} className={`${css.mark} ly-flip`} aria-hidden="true" />;
  }
  const Kind = kindIcons[row.kind];
  return <Kind size={18} stroke={1.5} className={css.mark} aria-hidden="true" />;
}

function RowTitle({ row, isRenaming, onRenamed }: OutlineRowProps) {
  const { t } = useTranslation('builder');
  if (isRenaming) {
    return (
      <RenameField label={t('tree.rename', { title: row.title })} title={row.title} onDone={onRenamed} />
    );
  }
  if (row.type === 'lesson') {
    return (
      <span className={css.title}>
        {row.title}
        <span className={css.hidden}>, {t(`kind.${row.kind}`)}</span>
      </span>
    );
  }
  return (
    <span className={css.title}>
      {row.title === '' ? t('tree.module_unnamed', { number: row.number }) : `${row.number}. ${row.title}`}
    </span>
  );
}

function RowMenu({ row, isActive, actions }: OutlineRowProps) {
  const { t } = useTranslation('builder');
  const label = t('tree.menu', { title: row.title || row.number });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on the menu from choosing the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span
      className={css.menu}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <ActionMenu actions={actions} label={label}>
        {({ ...opener }) => (
          <ActionIcon size="xs" aria-label={label} tabIndex={isActive ? 0 : -1} {...opener}>
            <IconDots size={16} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        )}
      </ActionMenu>
    </span>
  );
}
