// What holds for the whole paper: size, direction, language, frame, ground.
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  borders,
  type Layout,
  orientations,
  pageSizes,
  templateLanguages,
} from '#contract/certificate-layout.ts';
import { languages } from '#web/lib/i18n.ts';
import { changePage } from '../state/layout-commands.ts';
import { Colour } from './ElementFields.tsx';
import { PictureField } from './PictureField.tsx';
import css from './TemplateEditor.module.css';

type PaperSettingsProps = { layout: Layout; onChange: (layout: Layout) => void };

export function PaperSettings({ layout, onChange }: PaperSettingsProps) {
  const { t } = useTranslation('certificates');
  const ground = (change: Partial<Layout['background']>) =>
    onChange({ ...layout, background: { ...layout.background, ...change } });
  return (
    <fieldset className={css.group}>
      <legend>{t('template.paper')}</legend>
      <div className={css.pair}>
        <NativeSelect
          label={t('template.page_size')}
          value={layout.page_size}
          data={pageSizes.map((value) => ({ value, label: t(`template.page_sizes.${value}`) }))}
          onChange={(event) =>
            onChange(
              changePage(layout, {
                page_size: pageSizes.find((one) => one === event.currentTarget.value) ?? 'a4',
              }),
            )
          }
        />
        <NativeSelect
          label={t('template.orientation')}
          value={layout.orientation}
          data={orientations.map((value) => ({ value, label: t(`template.orientations.${value}`) }))}
          onChange={(event) =>
            onChange(
              changePage(layout, {
                orientation: event.currentTarget.value === 'portrait' ? 'portrait' : 'landscape',
              }),
            )
          }
        />
        <NativeSelect
          label={t('template.language')}
          value={layout.language ?? ''}
          data={[
            { value: '', label: t('template.language_of_person') },
            ...languages
              .filter(({ code }) => templateLanguages.some((one) => one === code))
              .map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(event) =>
            onChange({
              ...layout,
              language: templateLanguages.find((one) => one === event.currentTarget.value) ?? null,
            })
          }
        />
        <NativeSelect
          label={t('template.border')}
          value={layout.border}
          data={borders.map((value) => ({ value, label: t(`template.borders.${value}`) }))}
          onChange={(event) =>
            onChange({
              ...layout,
              border: borders.find((one) => one === event.currentTarget.value) ?? 'none',
            })
          }
        />
        <Colour
          label={t('template.ground')}
          value={layout.background.colour}
          onChange={(colour) => ground({ colour })}
        />
      </div>
      <PictureField
        label={t('template.ground_picture')}
        fileId={layout.background.file_id}
        onChange={(file_id) => ground({ file_id })}
      />
    </fieldset>
  );
}
