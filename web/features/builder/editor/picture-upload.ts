// Pictures that are pasted, dropped or chosen are uploaded where they will stand: a box with the progress holds their
// place, also while somebody goes on typing above it.
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

export type UploadedPicture = { src: string; width?: number; height?: number };

export type PictureUploadOptions = {
  upload: (file: File, onProgress: (share: number) => void) => Promise<UploadedPicture>;
  /** Words for the box, while a file is on its way. */
  progressWords: (name: string, share: number) => string;
  onFailure: (error: unknown) => void;
};

type Change = { add: { id: object; at: number; box: HTMLElement } } | { remove: { id: object } };

const key = new PluginKey<DecorationSet>('pictureUpload');

export const PictureUpload = Extension.create<PictureUploadOptions>({
  name: 'pictureUpload',
  addOptions: () => ({
    upload: () => Promise.reject(new Error('No upload was given')),
    progressWords: (name) => name,
    onFailure: () => undefined,
  }),
  addProseMirrorPlugins() {
    const { options } = this;
    const take = (view: EditorView, files: FileList | undefined, at: number): boolean => {
      const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'));
      for (const file of pictures) void uploadPicture(view, file, at, options);
      return pictures.length > 0;
    };
    return [
      new Plugin<DecorationSet>({
        key,
        state: { init: () => DecorationSet.empty, apply: applyChange },
        props: {
          decorations: (state) => key.getState(state),
          handlePaste: (view, event) => take(view, event.clipboardData?.files, view.state.selection.from),
          handleDrop(view, event) {
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            const isTaken = take(view, event.dataTransfer?.files, place?.pos ?? view.state.selection.from);
            if (isTaken) event.preventDefault();
            return isTaken;
          },
        },
      }),
    ];
  },
});

function applyChange(transaction: EditorState['tr'], before: DecorationSet): DecorationSet {
  const moved = before.map(transaction.mapping, transaction.doc);
  const change = transaction.getMeta(key) as Change | undefined;
  if (!change) return moved;
  if ('add' in change) {
    const { id, at, box } = change.add;
    return moved.add(transaction.doc, [Decoration.widget(at, box, { id, ignoreSelection: true })]);
  }
  return moved.remove(moved.find(undefined, undefined, (spec) => spec.id === change.remove.id));
}

/** Uploads one picture to a place of the text; the place moves along when the text does. */
export async function uploadPicture(
  view: EditorView,
  file: File,
  at: number,
  { upload, progressWords, onFailure }: PictureUploadOptions,
): Promise<void> {
  const id = {};
  const box = document.createElement('span');
  box.className = 'ly-uploading';
  box.textContent = progressWords(file.name, 0);
  view.dispatch(view.state.tr.setMeta(key, { add: { id, at, box } }));
  try {
    const picture = await upload(file, (share) => {
      box.textContent = progressWords(file.name, share);
    });
    if (view.isDestroyed) return;
    const place = placeOf(view.state, id);
    const node = view.state.schema.nodes.image?.create({ ...picture, alt: '' });
    const transaction = view.state.tr.setMeta(key, { remove: { id } });
    view.dispatch(
      node && place !== undefined ? transaction.replaceRangeWith(place, place, node) : transaction,
    );
  } catch (error) {
    if (view.isDestroyed) return;
    view.dispatch(view.state.tr.setMeta(key, { remove: { id } }));
    onFailure(error);
  }
}

function placeOf(state: EditorState, id: object): number | undefined {
  return key.getState(state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from;
}
