// Ctrl/Cmd+Z and Ctrl/Cmd+Shift+Z (or Ctrl+Y) for the structure. In a text or a field they mean that text's own undo.
import { useEffect } from 'react';

const texts = 'input, textarea, select, [contenteditable="true"]';

export function useUndoShortcuts(undo: () => void, redo: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isUndo = key === 'z' && !event.shiftKey;
      const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && event.ctrlKey);
      if ((!isUndo && !isRedo) || (event.target instanceof Element && event.target.closest(texts))) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      // A toast with "Undo" listens for the same keys; only one of the two may act.
      event.stopImmediatePropagation();
      if (isUndo) undo();
      else redo();
    }
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [undo, redo]);
}
