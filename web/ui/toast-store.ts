// The list of toasts on screen: a plain store, so that any code may say something without a provider in between.

export type Toast = {
  id: number;
  /** Already translated. */
  text: string;
  tone: 'done' | 'problem';
  /** The word on the button and what it does; the toast leaves when it was used. */
  action?: { label: string; shortcut?: boolean; run: () => void };
  /** How long it stays; a toast with an action stays longer, a problem until it is closed. */
  lasts_ms: number | null;
};

type Listener = () => void;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<Listener>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export const toastStore = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): readonly Toast[] => toasts,
  close(id: number): void {
    publish(toasts.filter((toast) => toast.id !== id));
  },
  clear(): void {
    publish([]);
  },
};

function add(toast: Omit<Toast, 'id'>): number {
  lastId += 1;
  publish([...toasts.slice(-2), { ...toast, id: lastId }]);
  return lastId;
}

/** Says that something was done: '12 people reminded'. */
export function notify(text: string): number {
  return add({ text, tone: 'done', lasts_ms: 5000 });
}

/** Says that something failed and stays until it is closed. */
export function notifyProblem(text: string, action?: Toast['action']): number {
  return add({ text, tone: 'problem', action, lasts_ms: null });
}

/**
 * Says what was done and offers to take it back: the way to avoid "Are you sure?".
 *
 * The change is made at once; `undo` makes it as it was. Ctrl/Cmd+Z does the same while the toast is shown and no
 * field has the focus.
 */
export function notifyUndo(text: string, undo: () => void, label: string): number {
  return add({ text, tone: 'done', action: { label, shortcut: true, run: undo }, lasts_ms: 10_000 });
}
