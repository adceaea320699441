// All elements in the order in which they are drawn and read: chosen, moved up or down, removed. On a phone the fields of the
// chosen one stand right below it, in place of the canvas.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { removeElement, reorderElement } from '../state/layout-commands.ts';
import { useElementName } from '../use-element-name.ts';
import type { TemplateEditor } from '../use-template-editor.ts';
import { ElementFields } from './ElementFields.tsx';
import css from './TemplateEditor.module.css';

type ElementListProps = { editor: TemplateEditor; withFields?: boolean };

export function ElementList({ editor, withFields = false }: ElementListProps) {
  const { t } = useTranslation('certificates');
  const nameOf = useElementName();
  const { layout, selected } = editor;
  return (
    <ul className={css.list} aria-label={t('template.elements')}>
      {layout.elements.map((element, index) => {
        const name = nameOf(element);
        const isSelected = element.id === selected;
        return (
          <li key={element.id}>
            <div className={css.row} data-selected={isSelected || undefined}>
              <button
                type="button"
                className={css.rowName}
                aria-pressed={isSelected}
                onClick={() => editor.select(isSelected ? null : element.id)}
              >
                {name}
              </button>
              <ActionIcon
                aria-label={t('template.up', { name })}
                disabled={index === 0}
                onClick={() => editor.change(reorderElement(layout, element.id, -1))}
              >
                <IconChevronUp size={18} stroke={1.5} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                aria-label={t('template.down', { name })}
                disabled={index === layout.elements.length - 1}
                onClick={() => editor.change(reorderElement(layout, element.id, 1))}
              >
                <IconChevronDown size={18} stroke={1.5} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                aria-label={t('template.remove', { name })}
                onClick={() => editor.change(removeElement(layout, element.id))}
              >
                <IconTrash size={18} stroke={1.5} aria-hidden="true" />
              </ActionIcon>
            </div>
            {withFields && isSelected && (
              <div className={`${css.group} ${css.nested}`}>
                <ElementFields layout={layout} element={element} onChange={editor.change} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
