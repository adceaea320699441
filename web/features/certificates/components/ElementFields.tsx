// All that can be set of one element, as fields: place and size for every kind, the rest by kind.
import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  aligns,
  type Layout,
  ornaments,
  paperFields,
  paperFonts,
  type TemplateElement,
} from '#contract/certificate-layout.ts';
import { type Box, changeElement, placeElement } from '../state/layout-commands.ts';
import { PictureField } from './PictureField.tsx';
import css from './TemplateEditor.module.css';

type ElementFieldsProps = { layout: Layout; element: TemplateElement; onChange: (layout: Layout) => void };

export function ElementFields({ layout, element, onChange }: ElementFieldsProps) {
  const { t } = useTranslation('certificates');
  const change = (more: Partial<TemplateElement>) => onChange(changeElement(layout, element.id, more));
  return (
    <>
      <KindFields element={element} onChange={change} />
      <div className={css.pair}>
        {(['x_mm', 'y_mm', 'width_mm', 'height_mm'] as const).map((side) => (
          <NumberInput
            key={side}
            label={t(`template.${side}`)}
            suffix=" mm"
            value={element[side]}
            min={0}
            max={420}
            step={1}
            decimalScale={1}
            onChange={(value) =>
              typeof value === 'number' &&
              value !== element[side] &&
              onChange(placeElement(layout, element.id, { [side]: value } as Partial<Box>))
            }
          />
        ))}
      </div>
    </>
  );
}

type KindFieldsProps = { element: TemplateElement; onChange: (change: Partial<TemplateElement>) => void };

function KindFields({ element, onChange }: KindFieldsProps) {
  const { t } = useTranslation('certificates');
  switch (element.kind) {
    case 'text':
      return (
        <>
          <Textarea
            label={t('template.text')}
            maxLength={500}
            autosize
            value={element.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
          <TypeFields element={element} onChange={onChange} />
        </>
      );
    case 'field':
      return (
        <>
          <NativeSelect
            label={t('template.shows')}
            value={element.field}
            data={paperFields.map((value) => ({ value, label: t(`template.field.${value}`) }))}
            onChange={(event) =>
              onChange({ field: paperFields.find((one) => one === event.currentTarget.value) })
            }
          />
          <TypeFields element={element} onChange={onChange} />
        </>
      );
    case 'signature':
      return (
        <>
          <PictureField
            label={t('template.signature_picture')}
            fileId={element.file_id}
            onChange={(file_id) => onChange({ file_id })}
          />
          <TextInput
            label={t('template.signer')}
            description={t('template.signer_help')}
            maxLength={100}
            value={element.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('template.signer_title')}
            maxLength={100}
            value={element.title}
            onChange={(event) => onChange({ title: event.currentTarget.value })}
          />
        </>
      );
    case 'image':
      return (
        <PictureField
          label={t('template.picture')}
          fileId={element.file_id}
          onChange={(file_id) => onChange({ file_id })}
        />
      );
    case 'line':
      return (
        <div className={css.pair}>
          <Colour
            label={t('template.colour')}
            value={element.colour}
            onChange={(colour) => onChange({ colour })}
          />
          <NumberInput
            label={t('template.thickness')}
            suffix=" pt"
            value={element.thickness_pt}
            min={0.25}
            max={10}
            step={0.25}
            onChange={(value) =>
              typeof value === 'number' && value >= 0.25 && onChange({ thickness_pt: value })
            }
          />
        </div>
      );
    case 'ornament':
      return (
        <NativeSelect
          label={t('template.shows')}
          value={element.ornament}
          data={ornaments.map((value) => ({ value, label: t(`template.ornament.${value}`) }))}
          onChange={(event) =>
            onChange({ ornament: ornaments.find((one) => one === event.currentTarget.value) })
          }
        />
      );
    case 'qr':
      return null;
  }
}

type TypeFieldsProps = {
  element: Extract<TemplateElement, { kind: 'text' | 'field' }>;
  onChange: (change: Partial<TemplateElement>) => void;
};

function TypeFields({ element, onChange }: TypeFieldsProps) {
  const { t } = useTranslation('certificates');
  return (
    <div className={css.pair}>
      <NativeSelect
        label={t('template.font')}
        value={element.font}
        data={paperFonts.map((value) => ({ value, label: t(`template.fonts.${value}`) }))}
        onChange={(event) => {
          const font = paperFonts.find((one) => one === event.currentTarget.value);
          // The serif face has no bold, so choosing it makes the words regular.
          onChange(font === 'serif' ? { font, weight: 'regular' } : { font });
        }}
      />
      <NativeSelect
        label={t('template.weight')}
        value={element.weight}
        disabled={element.font === 'serif'}
        data={(['regular', 'bold'] as const).map((value) => ({
          value,
          label: t(`template.weights.${value}`),
        }))}
        onChange={(event) => onChange({ weight: event.currentTarget.value === 'bold' ? 'bold' : 'regular' })}
      />
      <NumberInput
        label={t('template.size')}
        suffix=" pt"
        value={element.size_pt}
        min={6}
        max={96}
        onChange={(value) =>
          typeof value === 'number' && value >= 6 && value <= 96 && onChange({ size_pt: value })
        }
      />
      <NativeSelect
        label={t('template.align')}
        value={element.align}
        data={aligns.map((value) => ({ value, label: t(`template.aligns.${value}`) }))}
        onChange={(event) => onChange({ align: aligns.find((one) => one === event.currentTarget.value) })}
      />
      <Colour
        label={t('template.colour')}
        value={element.colour}
        onChange={(colour) => onChange({ colour })}
      />
    </div>
  );
}

type ColourProps = { label: string; value: string; onChange: (colour: string) => void };

/** The browser's own chooser: it needs no words of ours and works by keys. */
export function Colour({ label, value, onChange }: ColourProps) {
  return (
    <TextInput
      type="color"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.toLowerCase())}
    />
  );
}
