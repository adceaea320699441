// Dragging rows with the mouse or a finger: where the row would land while it moves, and the drop.
import {
  type DragEndEvent,
  type DragMoveEvent,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useState } from 'react';
import type { Outline } from '#contract/catalog.ts';
import { type Drop, dropOf, type Half } from '../state/drop-place.ts';
import type { OutlineTreeState } from './use-outline-tree.ts';

/** The line that shows where the row would land. */
export type DropMark = { row_id: string; half: Half };

type Target = { mark: DropMark; drop: Drop };

export function useRowDrag(outline: Outline, tree: OutlineTreeState) {
  const [target, setTarget] = useState<Target | null>(null);
  // A finger must rest a moment, or the list could not be scrolled; a mouse must move, or a click could not choose.
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  );

  function targetOf({ active, over }: DragMoveEvent | DragEndEvent): Target | null {
    const row = tree.rows.find(({ id }) => id === over?.id);
    const moved = active.rect.current.translated;
    if (!tree.dragged || !row || !over || !moved) return null;
    const isUpper = moved.top + moved.height / 2 < over.rect.top + over.rect.height / 2;
    const half: Half =
      isUpper && !(row.type === 'module' && tree.dragged.type === 'lesson') ? 'upper' : 'lower';
    const drop = dropOf(outline, tree.dragged, row, half);
    return drop ? { mark: { row_id: row.id, half }, drop } : null;
  }

  const stop = () => {
    setTarget(null);
    tree.setDragged(null);
  };

  return {
    sensors,
    mark: target?.mark ?? null,
    onDragStart: ({ active }: DragStartEvent) => {
      tree.putBack();
      tree.setDragged(tree.rows.find(({ id }) => id === active.id) ?? null);
    },
    onDragMove: (event: DragMoveEvent) => {
      const next = targetOf(event);
      const isSame = next?.mark.row_id === target?.mark.row_id && next?.mark.half === target?.mark.half;
      if (!isSame) setTarget(next);
    },
    onDragEnd: (event: DragEndEvent) => {
      const last = targetOf(event);
      if (last && tree.dragged) tree.dropDragged(tree.dragged, last.drop);
      stop();
    },
    onDragCancel: stop,
  };
}
