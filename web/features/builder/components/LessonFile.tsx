// The one file of a lesson: shows it, replaces it, lets go of it.
import { ActionIcon, Anchor } from '@mantine/core';
import { IconFile, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import type { Lesson, LessonFields } from '../builder.types.ts';
import { type UploadedFile, useBuilder } from '../builder-context.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './LessonPane.module.css';
import { useAutosave } from './use-autosave.ts';

type LessonFileProps = {
  lesson: Lesson;
  autosave: Autosave<LessonFields>;
  accept: readonly string[];
  kinds: string;
  /** Shows the file itself above its name. */
  draw?: (url: string) => ReactNode;
};

export function LessonFile({ lesson, autosave, accept, kinds, draw }: LessonFileProps) {
  const { t } = useTranslation('builder');
  const { slots } = useBuilder();
  const { fields } = useAutosave(autosave);
  const [uploaded, setUploaded] = useState<UploadedFile | null>(null);
  const undoToast = useUndoToast();
  const stored = [uploaded, lesson.file].find((file) => file?.id === fields.file_id) ?? null;

  if (stored) {
    const { file_id } = fields;
    const remove = () => {
      autosave.edit({ file_id: null });
      undoToast(t('file.removed', { name: stored.name }), () => autosave.edit({ file_id }));
    };
    return (
      <>
        {draw?.(stored.url)}
        <StoredFile file={stored} onRemove={remove} />
      </>
    );
  }
  return (
    <FileDrop
      kinds={kinds}
      accept={accept}
      max_files={1}
      send={async (file, options) => {
        const received = await slots.upload(file, { purpose: 'lesson', ...options });
        setUploaded(received);
        autosave.edit({ file_id: received.id, video_url: null });
      }}
    />
  );
}

function StoredFile({ file, onRemove }: { file: UploadedFile; onRemove: () => void }) {
  const { t } = useTranslation('builder');
  const format = useFormat();
  return (
    <div className={css.stored}>
      <IconFile size={20} stroke={1.5} aria-hidden="true" />
      <span className={css.storedName}>
        <Anchor href={file.url} target="_blank" rel="noreferrer">
          {file.name}
        </Anchor>{' '}
        <span className="ly-dimmed ly-small">{format.bytes(file.byte_size)}</span>
      </span>
      <ActionIcon aria-label={t('file.remove', { name: file.name })} onClick={onRemove}>
        <IconTrash size={18} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
