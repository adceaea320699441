// The buttons above a text. Everything in it can also be had by keys or by '/', but nobody has to know that.
import { RichTextEditor } from '@mantine/tiptap';
import {
  IconColumnInsertRight,
  IconColumnRemove,
  IconInfoCircle,
  IconPhoto,
  IconPlayerPlay,
  IconRowInsertBottom,
  IconRowRemove,
  IconSourceCode,
  IconTable,
  IconTableOff,
  IconTableRow,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import css from './RichText.module.css';
import type { SlashHelpers } from './slash-items.ts';

type ToolbarProps = { editor: Editor; helpers: Pick<SlashHelpers, 'pickPicture' | 'askVideo'> };

export function Toolbar({ editor, helpers }: ToolbarProps) {
  const { t } = useTranslation('builder');
  const isInTable = useEditorState({ editor, selector: ({ editor }) => editor.isActive('table') });
  const insertTable = () =>
    editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  const codeBlock = () => editor.chain().focus().toggleCodeBlock().run();
  const callout = () =>
    editor.isActive('callout')
      ? editor.chain().focus().lift('callout').run()
      : editor.chain().focus().wrapIn('callout', { kind: 'note' }).run();
  return (
    <RichTextEditor.Toolbar className={css.toolbar} role="toolbar" aria-label={t('editor.toolbar')}>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.Link />
        <RichTextEditor.Code />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.H2 />
        <RichTextEditor.H3 />
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Blockquote />
        <Button label={t('slash.code.title')} icon={IconSourceCode} onClick={codeBlock} />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <Button label={t('slash.callout.title')} icon={IconInfoCircle} onClick={callout} />
        <Button label={t('slash.image.title')} icon={IconPhoto} onClick={helpers.pickPicture} />
        <Button label={t('slash.video.title')} icon={IconPlayerPlay} onClick={helpers.askVideo} />
        {!isInTable && <Button label={t('slash.table.title')} icon={IconTable} onClick={insertTable} />}
      </RichTextEditor.ControlsGroup>
      {isInTable && <TableButtons editor={editor} />}
    </RichTextEditor.Toolbar>
  );
}

function TableButtons({ editor }: { editor: Editor }) {
  const { t } = useTranslation('builder');
  const run = () => editor.chain().focus();
  return (
    <RichTextEditor.ControlsGroup>
      <Button
        label={t('table.add_row')}
        icon={IconRowInsertBottom}
        onClick={() => run().addRowAfter().run()}
      />
      <Button
        label={t('table.add_column')}
        icon={IconColumnInsertRight}
        onClick={() => run().addColumnAfter().run()}
      />
      <Button label={t('table.remove_row')} icon={IconRowRemove} onClick={() => run().deleteRow().run()} />
      <Button
        label={t('table.remove_column')}
        icon={IconColumnRemove}
        onClick={() => run().deleteColumn().run()}
      />
      <Button label={t('table.head')} icon={IconTableRow} onClick={() => run().toggleHeaderRow().run()} />
      <Button label={t('table.remove')} icon={IconTableOff} onClick={() => run().deleteTable().run()} />
    </RichTextEditor.ControlsGroup>
  );
}

type ButtonProps = {
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  onClick: () => void;
};

function Button({ label, icon: Icon, onClick }: ButtonProps) {
  return (
    <RichTextEditor.Control aria-label={label} title={label} onClick={onClick}>
      <Icon size={16} stroke={1.5} />
    </RichTextEditor.Control>
  );
}
