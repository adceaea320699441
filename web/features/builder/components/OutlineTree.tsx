// The outline as a tree: arrows walk, Space picks up, and rows can be dragged. Rows stand in one flat list, so that a
// lesson that is carried into another module stays the same element and keeps the focus.
import { DndContext, DragOverlay, MeasuringStrategy } from '@dnd-kit/core';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '#contract/catalog.ts';
import { useBuilder } from '../builder-context.tsx';
import type { TreeRow } from '../state/tree-rows.ts';
import css from './Outline.module.css';
import { OutlineRow } from './OutlineRow.tsx';
import { rowActions } from './row-actions.ts';
import type { Changes } from './use-changes.ts';
import type { OutlineTreeState } from './use-outline-tree.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useTreeKeys } from './use-tree-keys.ts';

type OutlineTreeProps = {
  outline: Outline;
  tree: OutlineTreeState;
  changes: Changes;
  /** The field for typing a new lesson; '/' in the tree leads there. */
  typing: RefObject<HTMLInputElement | null>;
};

const measuring = { droppable: { strategy: MeasuringStrategy.Always } };
const silent = {
  announcements: { onDragStart: quiet, onDragOver: quiet, onDragEnd: quiet, onDragCancel: quiet },
};
/** The tree has a voice of its own (use-announcer). */
function quiet(): undefined {
  return undefined;
}

export function OutlineTree({ outline, tree, changes, typing }: OutlineTreeProps) {
  const { t } = useTranslation('builder');
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useTreeKeys(tree, list, () => typing.current?.focus());
  const { mark, ...drag } = useRowDrag(outline, tree);
  return (
    <DndContext
      {...drag}
      measuring={measuring}
      accessibility={{ ...silent, screenReaderInstructions: { draggable: '' } }}
    >
      <div ref={list} role="tree" aria-label={t('outline.title')} className={css.tree} onKeyDown={onKeyDown}>
        {tree.rows.map((row) => (
          <Row key={row.id} row={row} outline={outline} tree={tree} changes={changes} mark={mark} />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{tree.dragged && <DraggedRow row={tree.dragged} />}</DragOverlay>
    </DndContext>
  );
}

type RowProps = Pick<OutlineTreeProps, 'outline' | 'tree' | 'changes'> & {
  row: TreeRow;
  mark: ReturnType<typeof useRowDrag>['mark'];
};

function Row({ row, outline, tree, changes, mark }: RowProps) {
  const { t } = useTranslation('builder');
  const { lesson_id, session } = useBuilder();
  const lessons = outline.modules.find(({ id }) => id === row.id)?.lessons ?? [];
  const isModule = row.type === 'module';
  function choose(): void {
    tree.setFocused(row.id);
    if (isModule) tree.setOpen(row.id, !row.isOpen);
    else tree.choose(row.id);
  }
  return (
    <OutlineRow
      row={row}
      change={changes.get(row.id)}
      change_count={lessons.filter(({ id }) => changes.has(id)).length}
      isActive={tree.active?.id === row.id}
      isOpenInEditor={row.id === lesson_id}
      isHeld={tree.held?.id === row.id}
      isRenaming={tree.renaming === row.id}
      mark={mark?.row_id === row.id ? mark.half : undefined}
      actions={rowActions({ row, outline, tree, t, run: session.structure.run })}
      onClick={choose}
      onFocus={() => tree.setFocused(row.id)}
      onRename={() => tree.setRenaming(row.id)}
      onRenamed={(title) => tree.rename(row.id, title)}
    />
  );
}

function DraggedRow({ row }: { row: TreeRow }) {
  return (
    <div className={css.row} data-type={row.type} data-overlay>
      <span className={css.title}>{row.title}</span>
    </div>
  );
}
