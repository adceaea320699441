// The file of a lesson: a PDF, a sound, a picture.
import { useTranslation } from 'react-i18next';
import { acceptedExtensions } from '#contract/files.ts';
import type { Lesson, LessonFields } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import { LessonFile } from './LessonFile.tsx';
import css from './LessonPane.module.css';

type FileLessonProps = { lesson: Lesson; autosave: Autosave<LessonFields> };

export function FileLesson({ lesson, autosave }: FileLessonProps) {
  const { t } = useTranslation('builder');
  return (
    <div className={css.media}>
      <LessonFile
        lesson={lesson}
        autosave={autosave}
        accept={acceptedExtensions.lesson}
        kinds={t('file.kinds')}
      />
    </div>
  );
}
