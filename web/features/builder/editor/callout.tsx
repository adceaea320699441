// A call-out: a note, a tip, a warning or a stop sign around some blocks, as `<aside data-callout="…">`.
import { mergeAttributes, Node } from '@tiptap/core';
import { NodeViewContent, type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import css from './RichText.module.css';

export const calloutKinds = ['note', 'tip', 'warning', 'stop'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

export const calloutKind = (value: unknown): CalloutKind =>
  calloutKinds.find((kind) => kind === value) ?? 'note';

export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({
    kind: {
      default: 'note',
      parseHTML: (element: HTMLElement) => calloutKind(element.dataset.callout),
      renderHTML: ({ kind }: Record<string, unknown>) => ({ 'data-callout': calloutKind(kind) }),
    },
  }),
  parseHTML: () => [{ tag: 'aside' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', mergeAttributes(HTMLAttributes), 0],
  addNodeView: () => ReactNodeViewRenderer(CalloutView),
});

function CalloutView({ node, updateAttributes, editor }: NodeViewProps) {
  const { t } = useTranslation('builder');
  const kind = calloutKind(node.attrs.kind);
  return (
    <NodeViewWrapper as="aside" data-callout={kind}>
      <select
        className={css.calloutKind}
        contentEditable={false}
        aria-label={t('editor.callout.kind')}
        value={kind}
        disabled={!editor.isEditable}
        onChange={(event) => updateAttributes({ kind: event.currentTarget.value })}
      >
        {calloutKinds.map((one) => (
          <option key={one} value={one}>
            {t(`editor.callout.${one}`)}
          </option>
        ))}
      </select>
      <NodeViewContent />
    </NodeViewWrapper>
  );
}
