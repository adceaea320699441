// The menu of a row: what keys and dragging do, for people who use neither.
import { IconArrowDown, IconArrowUp, IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Outline } from '#contract/catalog.ts';
import type { MenuAction } from '#web/ui/ActionMenu.tsx';
import type { Command } from '../state/commands.ts';
import { moveCommand } from '../state/held.ts';
import { type Direction, stepLesson, stepModule } from '../state/outline-moves.ts';
import type { TreeRow } from '../state/tree-rows.ts';
import type { OutlineTreeState } from './use-outline-tree.ts';

type RowActionsInput = {
  row: TreeRow;
  outline: Outline;
  tree: OutlineTreeState;
  t: TFunction<'builder'>;
  run: (command: Command) => void;
};

export function rowActions(input: RowActionsInput): MenuAction[] {
  const { row, tree, t } = input;
  return [
    {
      label: t('tree.action.rename'),
      icon: IconPencil,
      shortcut: 'F2',
      onSelect: () => tree.setRenaming(row.id),
    },
    stepAction(input, 'up'),
    stepAction(input, 'down'),
    ...(row.type === 'lesson' ? otherModules(input) : []),
    {
      label: t('tree.action.remove'),
      icon: IconTrash,
      danger: true,
      separated: true,
      shortcut: t('key.delete'),
      onSelect: () => tree.remove(row.id),
    },
  ];
}

function stepAction({ row, outline, t, run }: RowActionsInput, direction: Direction): MenuAction {
  const order = row.type === 'module' ? stepModule(outline, row.id, direction) : undefined;
  const place = row.type === 'lesson' ? stepLesson(outline, row.id, direction) : undefined;
  const drop = order ? ({ type: 'module', order } as const) : place && ({ type: 'lesson', place } as const);
  const command = drop && moveCommand(outline, row.id, drop);
  return {
    label: t(`tree.action.${direction}`),
    icon: direction === 'up' ? IconArrowUp : IconArrowDown,
    unavailable: command ? undefined : t(`tree.action.at_${direction === 'up' ? 'start' : 'end'}`),
    onSelect: () => command && run(command),
  };
}

function otherModules({ row, outline, t, run }: RowActionsInput): MenuAction[] {
  if (row.type !== 'lesson') return [];
  return outline.modules
    .map((module, index) => ({ module, number: index + 1 }))
    .filter(({ module }) => module.id !== row.module_id)
    .map(({ module, number }, index) => ({
      key: module.id,
      label: module.title ? `${number}. ${module.title}` : t('tree.module_unnamed', { number }),
      icon: IconFolderSymlink,
      heading: index === 0 ? t('tree.action.to_module') : undefined,
      onSelect: () => {
        const place = { module_id: module.id, order: module.lessons.length + 1 };
        const command = moveCommand(outline, row.id, { type: 'lesson', place });
        if (command) run(command);
      },
    }));
}
