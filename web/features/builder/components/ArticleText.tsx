// The text of a lesson: loads the editor, feeds it from autosave and gives it uploads.
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';
import type { Lesson, LessonFields } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './LessonPane.module.css';
import { useAutosave } from './use-autosave.ts';

const RichText = lazy(async () => ({ default: (await import('../editor/RichText.tsx')).RichText }));

type ArticleTextProps = { lesson: Lesson; autosave: Autosave<LessonFields> };

export function ArticleText({ lesson, autosave }: ArticleTextProps) {
  const { t } = useTranslation('builder');
  const { slots, addAfter } = useBuilder();
  const { state, fields } = useAutosave(autosave);
  const isBelow = lesson.kind !== 'article';

  async function upload(file: File, onProgress: (share: number) => void) {
    const { signal } = new AbortController();
    const { url, width, height } = await slots.upload(file, { purpose: 'lesson', onProgress, signal });
    return { src: url, width: width ?? undefined, height: height ?? undefined };
  }
  return (
    <div className={css.text}>
      {isBelow && <h2 className={css.subheading}>{t('lesson.text_below')}</h2>}
      <Suspense fallback={<TextSkeleton />}>
        <RichText
          label={t('field.content')}
          placeholder={t('editor.placeholder')}
          content={fields.content}
          generation={state.generation}
          onChange={(content) => autosave.edit({ content })}
          uploadPicture={upload}
          onFailure={(error) => notifyProblem(problemText(error, t))}
          onAddQuiz={() => void addAfter(lesson.id, 'quiz', t('add.quiz_about', { title: fields.title }))}
        />
      </Suspense>
    </div>
  );
}

function TextSkeleton() {
  return (
    <div className={css.skeleton} aria-hidden="true">
      <Skeleton height={28} width="80%" />
      <Skeleton height={14} />
      <Skeleton height={14} width="90%" />
      <Skeleton height={14} width="60%" />
    </div>
  );
}
