// The text of a lesson. Fetched only when a lesson with a text is opened, because it is by far the largest part of the
// builder.
import '@mantine/tiptap/styles.layer.css';
import { RichTextEditor } from '@mantine/tiptap';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedExtensions } from '#contract/files.ts';
import { lessonExtensions, lessonHtml } from './extensions.ts';
import { type UploadedPicture, uploadPicture } from './picture-upload.ts';
import css from './RichText.module.css';
import { SlashMenu } from './SlashMenu.tsx';
import { Toolbar } from './Toolbar.tsx';
import { toolbarLabels } from './toolbar-labels.ts';
import { VideoPrompt } from './VideoPrompt.tsx';

export type RichTextProps = {
  label: string;
  placeholder: string;
  /** Read when the editor appears, and again when `generation` grows: the text then came from elsewhere. */
  content: string;
  generation: number;
  onChange: (html: string) => void;
  uploadPicture: (file: File, onProgress: (share: number) => void) => Promise<UploadedPicture>;
  onFailure: (error: unknown) => void;
  /** '/' offers a quiz beside this lesson. */
  onAddQuiz: () => void;
};

const pictureEndings = acceptedExtensions.cover.join();

export function RichText(props: RichTextProps) {
  const { label, placeholder, content, generation, onChange } = props;
  const { t } = useTranslation('builder');
  const [isAskingVideo, setIsAskingVideo] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const pictures = {
    upload: props.uploadPicture,
    progressWords: (name: string, share: number) =>
      t('editor.uploading', { name, percent: Math.floor(share * 100) }),
    onFailure: props.onFailure,
  };
  const [extensions] = useState(() => lessonExtensions({ placeholder, pictures }));
  const editor = useEditor({
    extensions,
    content,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      // The line one writes in stays clear of the window's edges.
      scrollThreshold: 96,
      scrollMargin: 96,
      attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', class: css.text ?? '' },
    },
    onUpdate: ({ editor }) => onChange(lessonHtml(editor.getHTML())),
  });

  const shown = useRef(generation);
  useEffect(() => {
    if (!editor || shown.current === generation) return;
    shown.current = generation;
    editor.commands.setContent(content, { emitUpdate: false });
  }, [editor, generation, content]);

  const helpers = {
    pickPicture: () => chooser.current?.click(),
    askVideo: () => setIsAskingVideo(true),
    addQuiz: props.onAddQuiz,
  };
  function onChoose(event: ChangeEvent<HTMLInputElement>): void {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    if (!editor) return;
    for (const file of files) void uploadPicture(editor.view, file, editor.state.selection.from, pictures);
  }

  if (!editor) return null;
  return (
    <RichTextEditor
      editor={editor}
      labels={toolbarLabels(t)}
      withTypographyStyles={false}
      withCodeHighlightStyles={false}
      className={css.frame}
    >
      <Toolbar editor={editor} helpers={helpers} />
      <EditorContent editor={editor} />
      <SlashMenu editor={editor} helpers={helpers} />
      <input
        ref={chooser}
        type="file"
        hidden
        accept={pictureEndings}
        multiple
        onChange={onChoose}
        tabIndex={-1}
      />
      <VideoPrompt
        isOpen={isAskingVideo}
        onClose={() => setIsAskingVideo(false)}
        onChoose={(src) => editor.chain().focus().insertContent({ type: 'videoEmbed', attrs: { src } }).run()}
      />
    </RichTextEditor>
  );
}
