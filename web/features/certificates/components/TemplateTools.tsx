// Above the paper: take back and do again, put something new on it, look closer.
import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlus, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { elementKinds, paperFields } from '#contract/certificate-layout.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { addElement, type ElementKind } from '../state/layout-commands.ts';
import type { TemplateEditor } from '../use-template-editor.ts';
import css from './TemplateEditor.module.css';

type TemplateToolsProps = {
  editor: TemplateEditor;
  /** Left out where there is no canvas. */
  zoom?: { value: number; onChange: (zoom: number) => void };
};

const closest = 2;
const farthest = 0.5;

export function TemplateTools({ editor, zoom }: TemplateToolsProps) {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  const add = (kind: ElementKind) => {
    const shown = new Set(editor.layout.elements.map((one) => (one.kind === 'field' ? one.field : '')));
    // The first thing a paper can say that this one does not say yet.
    const field = paperFields.find((one) => !shown.has(one));
    const words = { text: t('template.new_text'), ...(field && { field }) };
    const { layout, id } = addElement(editor.layout, kind, words);
    editor.change(layout);
    editor.select(id);
  };
  return (
    <div className={css.tools} role="toolbar" aria-label={t('template.tools')}>
      <ActionIcon aria-label={t('template.undo')} disabled={!editor.undo} onClick={editor.undo}>
        <IconArrowBackUp size={18} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon aria-label={t('template.redo')} disabled={!editor.redo} onClick={editor.redo}>
        <IconArrowForwardUp size={18} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
      <ActionMenu
        label={t('template.add')}
        look="button"
        icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
        actions={elementKinds.map((kind) => ({
          label: t(`template.kind.${kind}`),
          onSelect: () => add(kind),
        }))}
      />
      {zoom && (
        <>
          <ActionIcon
            aria-label={t('template.zoom_out')}
            disabled={zoom.value <= farthest}
            onClick={() => zoom.onChange(zoom.value - 0.25)}
          >
            <IconZoomOut size={18} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
          <span className="ly-tabular">{format.percent(zoom.value * 100)}</span>
          <ActionIcon
            aria-label={t('template.zoom_in')}
            disabled={zoom.value >= closest}
            onClick={() => zoom.onChange(zoom.value + 0.25)}
          >
            <IconZoomIn size={18} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
    </div>
  );
}
