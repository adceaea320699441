// A picture of a paper: none, or one that is there and can be taken away.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { acceptedExtensions, pictureLimitBytes } from '#contract/files.ts';
import { uploadFile } from '#web/features/files/upload.ts';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import css from './TemplateEditor.module.css';

type PictureFieldProps = { label: string; fileId: string | null; onChange: (fileId: string | null) => void };

export function PictureField({ label, fileId, onChange }: PictureFieldProps) {
  const { t } = useTranslation('certificates');
  if (fileId !== null)
    return <Button onClick={() => onChange(null)}>{t('template.picture_remove', { label })}</Button>;
  return (
    <div>
      <p className={css.fieldName}>{label}</p>
      <FileDrop
        label={label}
        kinds={t('template.picture_kinds')}
        accept={acceptedExtensions.cover}
        max_bytes={pictureLimitBytes}
        max_files={1}
        send={async (file, options) => {
          const stored = await uploadFile(file, { ...options, purpose: 'lesson' });
          onChange(stored.id);
        }}
      />
    </div>
  );
}
