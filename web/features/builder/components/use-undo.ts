// Undo and redo with their words: what would be taken back, and what just was.
import { useTranslation } from 'react-i18next';
import { useBuilder, useStructure } from '../builder-context.tsx';
import { type Command, subjectOf } from '../state/commands.ts';
import { useAnnounce } from './use-announcer.ts';

export function useUndo() {
  const { t } = useTranslation('builder');
  const { session } = useBuilder();
  const { stack } = useStructure();
  const announce = useAnnounce();
  const wordsOf = (command: Command | undefined) =>
    command && t(`command.${command.type}`, { title: subjectOf(command) || t('command.unnamed') });
  const [last, next] = [wordsOf(stack.done.at(-1)), wordsOf(stack.undone.at(-1))];

  function undo(): void {
    const command = session.structure.undo();
    announce(command ? t('undo.undone', { what: wordsOf(command) }) : t('undo.nothing'));
  }
  function redo(): void {
    const command = session.structure.redo();
    announce(command ? t('undo.redone', { what: wordsOf(command) }) : t('undo.nothing_again'));
  }
  return {
    undo,
    redo,
    undoWords: last === undefined ? undefined : t('undo.undo', { what: last }),
    redoWords: next === undefined ? undefined : t('undo.redo', { what: next }),
  };
}
