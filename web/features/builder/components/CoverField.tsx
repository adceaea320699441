// The picture of the course: one of the drawn covers in the category's colours, or one's own.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedExtensions, pictureLimitBytes } from '#contract/files.ts';
import { CourseCover } from '#web/ui/CourseCover.tsx';
import { chooseMotif, motifNames } from '#web/ui/cover-choice.ts';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { categoriesQuery } from '../builder.queries.ts';
import type { CourseFields, CourseWhole } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './SettingsPane.module.css';
import { useAutosave } from './use-autosave.ts';

type CoverFieldProps = { course: CourseWhole; autosave: Autosave<CourseFields> };

export function CoverField({ course, autosave }: CoverFieldProps) {
  const { t } = useTranslation('builder');
  const { slots } = useBuilder();
  const { fields } = useAutosave(autosave);
  const [uploaded, setUploaded] = useState<string | null>(null);
  const { data: categories } = useQuery(categoriesQuery);
  const palette = categories?.results.find(({ id }) => id === fields.category_id)?.palette ?? 0;
  const image = fields.image_file_id === null ? null : (uploaded ?? course.image);

  if (image) {
    return (
      <>
        <div className={css.picture}>
          <CourseCover image={image} seed={course.id} />
        </div>
        <div>
          <Button size="xs" onClick={() => autosave.edit({ image_file_id: null })}>
            {t('settings.use_drawing')}
          </Button>
        </div>
      </>
    );
  }
  const chosen = chooseMotif(fields.cover_motif, course.id);
  return (
    <>
      <div className={css.covers} role="radiogroup" aria-label={t('field.cover_motif')}>
        {motifNames.map((motif) => (
          <label key={motif} className={css.cover}>
            <CourseCover motif={motif} palette={palette} seed={course.id} />
            <input
              type="radio"
              name="cover_motif"
              aria-label={t(`motif.${motif}`, { defaultValue: motif })}
              checked={motif === chosen}
              onChange={() => autosave.edit({ cover_motif: motif })}
            />
          </label>
        ))}
      </div>
      <FileDrop
        kinds={t('settings.cover_kinds')}
        label={t('settings.cover_upload')}
        accept={acceptedExtensions.cover}
        max_bytes={pictureLimitBytes}
        max_files={1}
        send={async (file, options) => {
          const { id, url } = await slots.upload(file, { purpose: 'cover', ...options });
          setUploaded(url);
          autosave.edit({ image_file_id: id });
        }}
      />
    </>
  );
}
