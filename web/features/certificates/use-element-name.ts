// What an element is called in lists and for screen readers.
import { useTranslation } from 'react-i18next';
import type { TemplateElement } from '#contract/certificate-layout.ts';

export function useElementName(): (element: TemplateElement) => string {
  const { t } = useTranslation('certificates');
  return (element) => {
    if (element.kind === 'field') return t(`template.field.${element.field}`);
    if (element.kind === 'text') return element.text.trim().slice(0, 40) || t('template.kind.text');
    if (element.kind === 'ornament') return t(`template.ornament.${element.ornament}`);
    return t(`template.kind.${element.kind}`);
  };
}
