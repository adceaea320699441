// The state of the outline tree: which modules are closed, which row has the focus, what is picked up or renamed, and
// what each action does. The drawing is in OutlineTree.tsx, the rules are in ../state.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '#contract/catalog.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { useBuilder } from '../builder-context.tsx';
import type { Drop } from '../state/drop-place.ts';
import {
  dropHeld,
  type Held,
  moveCommand,
  neighbourOf,
  pickUp,
  positionOf,
  removeCommand,
  renameCommand,
  stepHeld,
} from '../state/held.ts';
import { lessonsOf } from '../state/outline-moves.ts';
import { rowsOf, type TreeRow } from '../state/tree-rows.ts';
import { useAnnounce } from './use-announcer.ts';

const everyModule = (outline: Outline): Set<string> => new Set(outline.modules.map(({ id }) => id));

export function useOutlineTree(outline: Outline, search: string) {
  const { t } = useTranslation('builder');
  const { session, lesson_id, openLesson } = useBuilder();
  const announce = useAnnounce();
  const undoToast = useUndoToast();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const [held, setHeld] = useState<Held | null>(null);
  const [dragged, setDragged] = useState<TreeRow | null>(null);

  const shown = held?.preview ?? outline;
  const isMovingModule = held?.type === 'module' || dragged?.type === 'module';
  const rows = useMemo(
    () => rowsOf(shown, isMovingModule ? everyModule(shown) : closed, search),
    [shown, isMovingModule, closed, search],
  );
  const active = rows.find(({ id }) => id === focused) ?? rows.find(({ id }) => id === lesson_id) ?? rows[0];

  const where = (moved: Held) => t(`tree.position_${moved.type}`, positionOf(moved.preview, moved));

  function setOpen(id: string, isOpen: boolean): void {
    const next = new Set(closed);
    if (isOpen) next.delete(id);
    else next.add(id);
    setClosed(next);
  }

  function hold(id: string): void {
    const row = rows.find((one) => one.id === id);
    if (!row || search.trim() !== '') return;
    const next = pickUp(outline, row);
    setFocused(id);
    setHeld(next);
    announce(`${t('tree.picked_up', { title: row.title })} ${where(next)} ${t('tree.keys_spoken')}`);
  }

  function step(direction: 'up' | 'down'): void {
    if (!held) return;
    const next = stepHeld(held, direction);
    setHeld(next);
    const module = next.preview.modules.find(({ lessons }) => lessons.some(({ id }) => id === next.id));
    if (module) setOpen(module.id, true);
    announce(where(next));
  }

  function drop(): void {
    if (!held) return;
    const command = dropHeld(outline, held);
    setHeld(null);
    if (command) session.structure.run(command);
    announce(`${t('tree.dropped', { title: held.title })} ${where(held)}`);
  }

  function putBack(): void {
    if (!held) return;
    setHeld(null);
    announce(t('tree.put_back', { title: held.title }));
  }

  function dropDragged(row: TreeRow, target: Drop): void {
    const command = moveCommand(outline, row.id, target);
    if (!command) return;
    session.structure.run(command);
    setFocused(row.id);
    announce(t('tree.dropped', { title: row.title }));
  }

  function rename(id: string, title: string): void {
    setRenaming(undefined);
    const command = renameCommand(outline, id, title.trim());
    if (!command) return;
    // A title that is being typed in the editor goes first, or the two would look like two people.
    void session.flush();
    session.structure.run(command);
  }

  function remove(id: string): void {
    const command = removeCommand(outline, id);
    if (!command) return;
    setFocused(neighbourOf(rows, id));
    session.structure.run(command);
    const gone = command.type === 'remove-module' ? command.module.lessons.map((lesson) => lesson.id) : [id];
    const rest = lessonsOf(outline).filter((lesson) => !gone.includes(lesson.id));
    if (lesson_id !== undefined && gone.includes(lesson_id)) openLesson(rest[0]?.id);
    const title = rows.find((row) => row.id === id)?.title ?? '';
    undoToast(t('tree.removed', { title }), () => session.structure.revert(command));
  }

  return {
    rows,
    active,
    held,
    dragged,
    renaming,
    position: held ? where(held) : '',
    setFocused,
    setDragged,
    setRenaming,
    setOpen,
    hold,
    step,
    drop,
    putBack,
    dropDragged,
    rename,
    remove,
    choose: openLesson,
  };
}

export type OutlineTreeState = ReturnType<typeof useOutlineTree>;
