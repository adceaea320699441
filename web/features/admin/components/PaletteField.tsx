// The colours of a category's covers, chosen by looking: a radio group of small covers.
import { useTranslation } from 'react-i18next';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { paletteCount } from '#web/ui/cover-choice.ts';
import css from './CategoryDialog.module.css';

type PaletteFieldProps = { value: number; onChange: (palette: number) => void };

export function PaletteField({ value, onChange }: PaletteFieldProps) {
  const { t } = useTranslation('admin');
  return (
    <fieldset className={css.palettes}>
      <legend className={css.legend}>{t('categories.palette')}</legend>
      {Array.from({ length: paletteCount }, (_, palette) => palette).map((palette) => (
        <label key={palette} className={css.palette}>
          <input
            type="radio"
            name="palette"
            className={css.radio}
            value={palette}
            checked={palette === value}
            aria-label={t(`categories.palette_name.${palette}`)}
            onChange={() => onChange(palette)}
          />
          <CourseThumb palette={palette} seed="palette" motif="arch" />
        </label>
      ))}
    </fieldset>
  );
}
