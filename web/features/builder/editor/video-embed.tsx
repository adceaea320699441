// A video of a known host inside a text. Only the player's own address is kept, so nothing of what was pasted survives.
import { mergeAttributes, Node, nodePasteRule } from '@tiptap/core';
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { embedSource } from '#contract/values/embeds.ts';
import { MediaNameField } from './MediaNameField.tsx';
import css from './RichText.module.css';

export const VideoEmbed = Node.create({
  name: 'videoEmbed',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: {
      default: null,
      parseHTML: (element: HTMLElement) => embedSource(element.getAttribute('src') ?? ''),
    },
    title: { default: '' },
  }),
  parseHTML: () => [
    {
      tag: 'iframe[src]',
      getAttrs: (element) => embedSource(element.getAttribute('src') ?? '') !== null && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => [
    'iframe',
    mergeAttributes({ allowfullscreen: '', loading: 'lazy' }, HTMLAttributes),
  ],
  addNodeView: () => ReactNodeViewRenderer(VideoEmbedView),
  addPasteRules() {
    const address = /https:\/\/(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)\/\S+/g;
    return [
      nodePasteRule({
        find: (text) =>
          [...text.matchAll(address)]
            .filter(([found]) => found === text.trim() && embedSource(found) !== null)
            .map((match) => ({ index: match.index, text: match[0], data: {} })),
        type: this.type,
        getAttributes: ([found]) => ({ src: embedSource(found) }),
      }),
    ];
  },
});

function VideoEmbedView({ node, updateAttributes, selected }: NodeViewProps) {
  const { t } = useTranslation('builder');
  const title: string = node.attrs.title ?? '';
  return (
    <NodeViewWrapper className={css.media} data-selected={selected || undefined}>
      <div className={css.video} data-drag-handle>
        <iframe src={node.attrs.src} title={title || t('editor.video')} loading="lazy" allowFullScreen />
      </div>
      <MediaNameField
        label={t('editor.video_title')}
        value={title}
        onChange={(next) => updateAttributes({ title: next })}
      />
    </NodeViewWrapper>
  );
}
