// What the slash menu offers, and how a typed word finds it. The words come from the texts, the deeds are here.

import {
  IconBlockquote,
  IconCode,
  IconH2,
  IconH3,
  IconHelpCircle,
  IconInfoCircle,
  IconList,
  IconListNumbers,
  IconPhoto,
  IconPlayerPlay,
  IconSeparator,
  IconTable,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import type { ComponentType } from 'react';
import { type CalloutKind, calloutKinds } from './callout.tsx';

export type SlashItemId =
  | 'quiz'
  | 'callout'
  | 'image'
  | 'video'
  | 'table'
  | 'code'
  | 'heading'
  | 'subheading'
  | 'list'
  | 'numbers'
  | 'quote'
  | 'line';

export type SlashHelpers = { pickPicture: () => void; askVideo: () => void; addQuiz: () => void };

export type SlashItem = {
  id: SlashItemId;
  group: 'teach' | 'show' | 'write';
  icon: ComponentType<{ size?: number; stroke?: number }>;
  run: (editor: Editor, helpers: SlashHelpers, chosen: { callout: CalloutKind }) => void;
};

export const slashItems: readonly SlashItem[] = [
  { id: 'quiz', group: 'teach', icon: IconHelpCircle, run: (_editor, { addQuiz }) => addQuiz() },
  {
    id: 'callout',
    group: 'teach',
    icon: IconInfoCircle,
    run: (editor, _helpers, { callout }) => editor.chain().focus().wrapIn('callout', { kind: callout }).run(),
  },
  { id: 'image', group: 'show', icon: IconPhoto, run: (_editor, { pickPicture }) => pickPicture() },
  { id: 'video', group: 'show', icon: IconPlayerPlay, run: (_editor, { askVideo }) => askVideo() },
  {
    id: 'table',
    group: 'show',
    icon: IconTable,
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { id: 'code', group: 'show', icon: IconCode, run: (editor) => editor.chain().focus().setCodeBlock().run() },
  {
    id: 'heading',
    group: 'write',
    icon: IconH2,
    run: (editor) => editor.chain().focus().setHeading({ level: 2 }).run(),
  },
  {
    id: 'subheading',
    group: 'write',
    icon: IconH3,
    run: (editor) => editor.chain().focus().setHeading({ level: 3 }).run(),
  },
  {
    id: 'list',
    group: 'write',
    icon: IconList,
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: 'numbers',
    group: 'write',
    icon: IconListNumbers,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: 'quote',
    group: 'write',
    icon: IconBlockquote,
    run: (editor) => editor.chain().focus().setBlockquote().run(),
  },
  {
    id: 'line',
    group: 'write',
    icon: IconSeparator,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
];

const plain = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

/** @param wordsOf  title and further words of an item in the reader's language */
export function findItems(query: string, wordsOf: (id: SlashItemId) => string): readonly SlashItem[] {
  const wanted = plain(query);
  return slashItems.filter(({ id }) =>
    `${plain(wordsOf(id))} ${id}`.split(/[\s,]+/).some((word) => word.startsWith(wanted)),
  );
}

/** '/warn' means a warning at once; anything else begins as a note. */
export function calloutFor(query: string, wordOf: (kind: CalloutKind) => string): CalloutKind {
  const wanted = plain(query);
  if (wanted === '') return 'note';
  return (
    calloutKinds.find((kind) => plain(wordOf(kind)).startsWith(wanted) || kind.startsWith(wanted)) ?? 'note'
  );
}
