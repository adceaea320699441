// A lesson that is a file: shown in the page where the browser can, always to be opened and downloaded.
import { Button } from '@mantine/core';
import { IconDownload, IconExternalLink, IconFile, IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import css from './FileLesson.module.css';

export type LessonFile = { name: string; media_type: string; byte_size: number; url: string };

export function FileLesson({ file }: { file: LessonFile }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const isPdf = file.media_type === 'application/pdf';
  const Icon = isPdf ? IconFileTypePdf : IconFile;
  return (
    <div className={css.file}>
      <div className={css.head}>
        <Icon size={24} stroke={1.5} className={css.icon} aria-hidden="true" />
        <div className={css.words}>
          <div className={css.name}>{file.name}</div>
          <div className={css.size}>{format.bytes(file.byte_size)}</div>
        </div>
        <Button
          component="a"
          href={file.url}
          target="_blank"
          rel="noopener"
          leftSection={<IconExternalLink size={18} stroke={1.5} aria-hidden="true" />}
        >
          {t('file.open')}
        </Button>
        <Button
          component="a"
          href={file.url}
          download={file.name}
          leftSection={<IconDownload size={18} stroke={1.5} aria-hidden="true" />}
        >
          {t('file.download')}
        </Button>
      </div>
      <FileView file={file} isPdf={isPdf} />
    </div>
  );
}

function FileView({ file, isPdf }: { file: LessonFile; isPdf: boolean }) {
  const { t } = useTranslation('player');
  if (file.media_type.startsWith('image/')) {
    return <img className={css.picture} src={file.url} alt={file.name} />;
  }
  // Many phones cannot show a PDF inside a page; there the two buttons above are the way.
  if (!isPdf || !navigator.pdfViewerEnabled) return null;
  return <iframe className={css.pages} src={file.url} title={t('file.frame', { name: file.name })} />;
}
