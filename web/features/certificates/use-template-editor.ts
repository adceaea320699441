// The state of the editor: the layout with its undo, what is selected, what is being dragged, and saving.
import { useState } from 'react';
import type { Layout } from '#contract/certificate-layout.ts';
import { commit, type History, redo, startHistory, undo } from './state/layout-history.ts';

export type TemplateEditor = {
  /** What is on the canvas, with a drag that is not finished. */
  layout: Layout;
  selected: string | null;
  select: (id: string | null) => void;
  change: (next: Layout) => void;
  /** Shows a change that may still go on; `null` forgets it, `commitDraft` makes it one step. */
  drag: (draft: Layout | null) => void;
  commitDraft: () => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  isDirty: boolean;
};

/** @param saved  the layout as the server has it */
export function useTemplateEditor(saved: Layout): TemplateEditor {
  const [history, setHistory] = useState<History>(() => startHistory(saved));
  const [draft, setDraft] = useState<Layout | null>(null);
  const [selected, select] = useState<string | null>(null);
  return {
    layout: draft ?? history.present,
    selected,
    select,
    change: (next) => setHistory((before) => commit(before, next)),
    drag: setDraft,
    commitDraft: () => {
      if (draft) setHistory((before) => commit(before, draft));
      setDraft(null);
    },
    undo: history.past.length > 0 ? () => setHistory(undo) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redo) : undefined,
    isDirty: JSON.stringify(history.present) !== JSON.stringify(saved),
  };
}
