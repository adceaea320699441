// One lesson: its head, then what its author put in, in a fixed order: video, file, text, quiz.
import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { embedSource } from '#contract/values/embeds.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { Prose } from '#web/ui/Prose.tsx';
import type { Lesson } from '../player.types.ts';
import type { PlayerLesson } from '../player-model.ts';
import type { VisitSender } from '../visit-sender.ts';
import { EmbedVideo } from './EmbedVideo.tsx';
import { FileLesson } from './FileLesson.tsx';
import css from './LessonView.module.css';
import { MediaPlayer } from './MediaPlayer.tsx';
import { QuizCard } from './QuizCard.tsx';

type LessonHeadProps = { lesson: PlayerLesson; lesson_count: number; course_title: string };

export function LessonHead({ lesson, lesson_count, course_title }: LessonHeadProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  useEffect(() => {
    document.title = `${lesson.title} · ${course_title} · Lyceum`;
  }, [lesson.title, course_title]);
  const place = [
    t('lesson.module', { number: lesson.module_number }),
    t('lesson.number_of', { number: lesson.number, count: lesson_count }),
    lesson.estimated_minutes > 0 && format.minutes(lesson.estimated_minutes),
    !lesson.required && t('outline.optional'),
  ];
  return (
    <header className={css.head}>
      <p className={css.place}>{place.filter(Boolean).join(' · ')}</p>
      <h1 className={css.title} tabIndex={-1}>
        {lesson.title}
      </h1>
    </header>
  );
}

type LessonBodyProps = {
  lesson: Lesson;
  /** The course's language, which need not be the page's. */
  lang: string;
  dir: 'ltr' | 'rtl';
  media: MediaProps;
  /** Undefined for people who may not take the quiz. */
  quizHref: string | undefined;
};

type MediaProps = {
  start_seconds: number;
  sender: VisitSender;
  onRest: () => void;
  onPlayed: () => void;
};

export function LessonBody({ lesson, lang, dir, media, quizHref }: LessonBodyProps) {
  const { t } = useTranslation('player');
  const hasText = lesson.content.trim() !== '';
  const hasMedium = Boolean(lesson.video_url) || lesson.file !== null;
  // The sessions themselves follow, whatever the author wrote about them.
  if (!hasText && !hasMedium && lesson.kind === 'session') return null;
  if (!hasText && !hasMedium && lesson.quiz_id === null) return <Note tone="plain">{t('lesson.empty')}</Note>;
  return (
    <article className={css.body}>
      <LessonMedium lesson={lesson} media={media} />
      {hasText && (
        <div className={css.text}>
          <Prose html={lesson.content} lang={lang} dir={dir} />
        </div>
      )}
      {lesson.quiz_id !== null &&
        (quizHref ? (
          <QuizCard quiz_id={lesson.quiz_id} href={quizHref} />
        ) : (
          <Note>{t('quiz.for_enrolled')}</Note>
        ))}
    </article>
  );
}

function LessonMedium({ lesson, media }: { lesson: Lesson; media: MediaProps }) {
  const { file, video_url, title } = lesson;
  const shared = { key: lesson.id, title, ...media };
  const isSound = file?.media_type.startsWith('audio/');
  if (file && (isSound || file.media_type.startsWith('video/'))) {
    return <MediaPlayer {...shared} key={lesson.id} address={file.url} isSound={isSound} />;
  }
  const source = video_url ? embedSource(video_url) : null;
  return (
    <>
      {video_url && source && <EmbedVideo {...shared} key={lesson.id} source={source} address={video_url} />}
      {video_url && !source && <MediaPlayer {...shared} key={lesson.id} address={video_url} />}
      {file && <FileLesson file={file} />}
    </>
  );
}

/** While the lesson is on its way: lines of text where the text will be. */
export function LessonSkeleton() {
  const { t } = useTranslation('shell');
  return (
    <div className={css.skeleton} aria-busy="true">
      <span className={css.hidden} role="status">
        {t('loading')}
      </span>
      <Skeleton height={12} width="40%" />
      <Skeleton height={32} width="80%" mb="md" />
      {['100%', '94%', '97%', '60%', '100%', '88%', '72%'].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
