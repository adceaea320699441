// A picture in a text, with the words that stand for it.
import Image from '@tiptap/extension-image';
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { MediaNameField } from './MediaNameField.tsx';
import css from './RichText.module.css';

export const Picture = Image.extend({
  addNodeView: () => ReactNodeViewRenderer(PictureView),
});

function PictureView({ node, updateAttributes, selected }: NodeViewProps) {
  const { t } = useTranslation('builder');
  const { src, alt, width, height } = node.attrs;
  return (
    <NodeViewWrapper className={css.media} data-selected={selected || undefined}>
      <img src={src} alt={alt ?? ''} width={width} height={height} data-drag-handle />
      <MediaNameField
        label={t('editor.picture_words')}
        value={alt ?? ''}
        onChange={(next) => updateAttributes({ alt: next })}
      />
    </NodeViewWrapper>
  );
}
