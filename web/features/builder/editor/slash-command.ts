// The slash menu's place in the text: whether one is being typed before the cursor, and which keys belong to it.
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';

export type Slash = { from: number; to: number; query: string };

type SlashState = { slash: Slash | null; dismissed_at: number | null };

export const slashKey = new PluginKey<SlashState>('slashCommand');

/** Set by the menu while it is shown. @returns whether the key was for the menu */
export type SlashKeys = { onKey: ((key: string) => boolean) | null };

declare module '@tiptap/core' {
  interface Storage {
    slashCommand: SlashKeys;
  }
}

export const SlashCommand = Extension.create<object, SlashKeys>({
  name: 'slashCommand',
  // Before the keys of lists and of the base, which would take Enter.
  priority: 1000,
  addStorage: () => ({ onKey: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin<SlashState>({
        key: slashKey,
        state: {
          init: () => ({ slash: null, dismissed_at: null }),
          apply(transaction, before, _old, state) {
            const found = findSlash(state);
            const asked = transaction.getMeta(slashKey) as 'dismiss' | undefined;
            const kept = found && before.dismissed_at === found.from ? found.from : null;
            const dismissed_at = asked === 'dismiss' ? (found?.from ?? null) : kept;
            return { slash: found && dismissed_at === found.from ? null : found, dismissed_at };
          },
        },
        props: {
          handleKeyDown(view, event) {
            if (!slashKey.getState(view.state)?.slash || event.isComposing) return false;
            if (event.key === 'Escape') {
              view.dispatch(view.state.tr.setMeta(slashKey, 'dismiss'));
              return true;
            }
            return storage.onKey?.(event.key) ?? false;
          },
        },
      }),
    ];
  },
});

/** A slash at the start of a block or after a space, with the letters up to the cursor. Code is left alone. */
export function findSlash(state: EditorState): Slash | null {
  const { empty, $from } = state.selection;
  const { parent, parentOffset, pos } = $from;
  if (!empty || !parent.isTextblock || parent.type.spec.code) return null;
  const before = parent.textBetween(Math.max(0, parentOffset - 40), parentOffset, undefined, '\ufffc');
  const match = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(before);
  if (!match || (parentOffset > 40 && match.index === 0 && before[0] === '/')) return null;
  const query = match[1] ?? '';
  return { from: pos - query.length - 1, to: pos, query };
}
