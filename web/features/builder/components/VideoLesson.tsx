// The video of a lesson: an address, or a file of one's own. One of the two; choosing one lets go of the other.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { embedSource } from '#contract/values/embeds.ts';
import type { Lesson, LessonFields } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import { LessonFile } from './LessonFile.tsx';
import css from './LessonPane.module.css';
import { refusalFor, useAutosave } from './use-autosave.ts';

type VideoLessonProps = { lesson: Lesson; autosave: Autosave<LessonFields> };

const videoEndings = ['.mp4', '.webm'];

export function VideoLesson({ lesson, autosave }: VideoLessonProps) {
  const { t } = useTranslation('builder');
  const { state, fields } = useAutosave(autosave);
  const address = fields.video_url ?? '';
  return (
    <div className={css.media}>
      {fields.file_id === null && <VideoPreview address={address} />}
      <LessonFile
        lesson={lesson}
        autosave={autosave}
        accept={videoEndings}
        kinds={t('video.kinds')}
        draw={(url) => (
          // biome-ignore lint/a11y/useMediaCaption: captions come with the lesson; this is the author's own check
          <video className={css.player} src={url} controls preload="metadata" />
        )}
      />
      {fields.file_id === null && (
        <TextInput
          type="url"
          label={t('field.video_url')}
          description={t('video.address_help')}
          placeholder="https://"
          value={address}
          error={refusalFor(state, 'video_url') && t('video.address_refused')}
          onChange={(event) => autosave.edit({ video_url: event.currentTarget.value.trim() || null })}
        />
      )}
    </div>
  );
}

function VideoPreview({ address }: { address: string }) {
  const { t } = useTranslation('builder');
  const player = embedSource(address);
  if (player)
    return <iframe className={css.player} src={player} title={t('field.video_url')} allowFullScreen />;
  if (!/^https:\/\/\S+\.(mp4|webm)(\?\S*)?$/i.test(address)) return null;
  // biome-ignore lint/a11y/useMediaCaption: captions come with the lesson; this is the author's own check
  return <video className={css.player} src={address} controls preload="metadata" />;
}
