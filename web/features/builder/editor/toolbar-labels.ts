// The names of Mantine's own editor buttons in the reader's language.
import type { RichTextEditorLabels } from '@mantine/tiptap';
import type { TFunction } from 'i18next';

export function toolbarLabels(t: TFunction<'builder'>): Partial<RichTextEditorLabels> {
  return {
    boldControlLabel: t('editor.bold'),
    italicControlLabel: t('editor.italic'),
    codeControlLabel: t('editor.inline_code'),
    linkControlLabel: t('editor.link'),
    h2ControlLabel: t('slash.heading.title'),
    h3ControlLabel: t('slash.subheading.title'),
    bulletListControlLabel: t('slash.list.title'),
    orderedListControlLabel: t('slash.numbers.title'),
    blockquoteControlLabel: t('slash.quote.title'),
    linkEditorInputLabel: t('editor.link_address'),
    linkEditorInputPlaceholder: 'https://',
    linkEditorExternalLink: t('editor.link_new_tab'),
    linkEditorInternalLink: t('editor.link_same_tab'),
    linkEditorSave: t('common:action.save'),
  };
}
