// `notifyUndo` with the word for "Undo" in the reader's language.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyUndo } from './toast-store.ts';

export function useUndoToast(): (text: string, undo: () => void) => number {
  const { t } = useTranslation('common');
  return useCallback((text, undo) => notifyUndo(text, undo, t('action.undo')), [t]);
}
