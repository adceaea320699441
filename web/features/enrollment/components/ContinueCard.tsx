// The one next thing: the lesson to go on with, where it was left, and how far the course is.
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseCover } from '#web/ui/CourseCover.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import css from './ContinueCard.module.css';

type Next = NonNullable<Dashboard['continue_with']>;

export function ContinueCard({ next }: { next: Next }) {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  const { course } = next;
  const left = t('continue.minutes_left', { duration: format.minutes(next.minutes_left) });
  const stopped =
    next.lesson_kind === 'video' && next.position_seconds > 0
      ? `${t('continue.stopped_at', { place: format.clock(next.position_seconds) })} `
      : '';
  return (
    <article className={css.card} aria-labelledby="continue-title">
      <div className={css.cover}>
        <CourseCover
          motif={course.cover_motif}
          palette={course.category_palette}
          image={course.image}
          seed={course.id}
          isWhole
        />
      </div>
      <div className={css.body}>
        <p className={css.place}>
          <span className={css.word}>{t('continue.word')}</span> ·{' '}
          {t('continue.place', {
            course: course.title,
            module: next.module_number,
            count: next.module_count,
          })}
        </p>
        <h2 id="continue-title" className={css.title}>
          {next.lesson_title}
        </h2>
        <p className={css.state}>
          {stopped}
          {left}
        </p>
        <ProgressBar
          percent={next.percent}
          label={t('progress_of', { course: course.title })}
          detail={t('lessons_done', { done: next.lessons_done, count: next.lessons_required })}
        />
        <div className={css.actions}>
          <Button
            component={AppLink}
            href={`/learn/${course.id}/${next.lesson_id}`}
            variant="filled"
            size="md"
            leftSection={<IconPlayerPlay size={16} stroke={1.75} aria-hidden="true" />}
          >
            {t('continue.action')}
          </Button>
          <Button component={AppLink} href={`/courses/${course.id}`} variant="subtle" size="md">
            {t('continue.course_page')}
          </Button>
        </div>
      </div>
    </article>
  );
}
