// The keyboard of the outline tree: keys become actions, the focus follows the active row, and whatever is picked up is
// put back when the person goes elsewhere.
import { useDirection } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect } from 'react';
import { actionOf, type TreeAction } from '../state/tree-rows.ts';
import type { OutlineTreeState } from './use-outline-tree.ts';

export function useTreeKeys(tree: OutlineTreeState, list: RefObject<HTMLElement | null>, onType: () => void) {
  const { dir } = useDirection();
  const { active, held, rows, putBack } = tree;
  const active_id = active?.id;

  // Rows change their place in the page while one is carried, and the browser then drops the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order of rows is the reason to look
  useLayoutEffect(() => {
    const hasFocus =
      list.current?.contains(document.activeElement) || (held && document.activeElement === document.body);
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${active_id}"]`);
    if (hasFocus && row && !row.contains(document.activeElement)) row.focus();
  }, [active_id, held, rows]);

  // The field that renamed a row took the focus away with it.
  const { renaming } = tree;
  useEffect(() => {
    if (renaming === undefined) return;
    const rows = list.current;
    return () => {
      if (document.activeElement === document.body)
        rows?.querySelector<HTMLElement>(`[data-row="${renaming}"]`)?.focus();
    };
  }, [renaming, list]);

  useEffect(() => {
    if (!held) return;
    const onFocusElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !list.current?.contains(target)) putBack();
    };
    document.addEventListener('focusin', onFocusElsewhere);
    document.addEventListener('pointerdown', onFocusElsewhere);
    return () => {
      document.removeEventListener('focusin', onFocusElsewhere);
      document.removeEventListener('pointerdown', onFocusElsewhere);
    };
  }, [held, list, putBack]);

  function carryOut(action: TreeAction): void {
    if (action.do === 'focus') tree.setFocused(action.id);
    else if (action.do === 'open' || action.do === 'close') tree.setOpen(action.id, action.do === 'open');
    else if (action.do === 'choose') tree.choose(action.id);
    else if (action.do === 'rename') tree.setRenaming(action.id);
    else if (action.do === 'remove') tree.remove(action.id);
    else if (action.do === 'pick-up') tree.hold(action.id);
    else if (action.do === 'step') tree.step(action.direction);
    else if (action.do === 'drop') tree.drop();
    else if (action.do === 'put-back') tree.putBack();
    else onType();
  }

  return (event: KeyboardEvent) => {
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
    if (!isOnRow || !active_id || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf({ key: event.key, direction: dir, isHolding: held !== null }, rows, active_id);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    carryOut(action);
  };
}
