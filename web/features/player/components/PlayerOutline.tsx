// The outline beside the lesson: every module with its lessons and their states, and below them what is left.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { DueDate } from '#web/ui/DueDate.tsx';
import { LessonRow } from '#web/ui/LessonRow.tsx';
import type { PlayerLesson, PlayerModel } from '../player-model.ts';
import css from './PlayerOutline.module.css';

type PlayerOutlineProps = {
  model: PlayerModel;
  lesson_id: string;
  /** Where a lesson opens; undefined when this person may not open it. */
  hrefOf: (lesson: PlayerLesson) => string | undefined;
  /** States and what is left are shown to those who learn, not in a preview. */
  isLearning: boolean;
  due_at?: string | null;
};

export function PlayerOutline({ model, lesson_id, hrefOf, isLearning, due_at = null }: PlayerOutlineProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  return (
    <div className={css.outline}>
      {model.modules.map((module) => (
        <section key={module.id} aria-labelledby={`module-${module.id}`}>
          <div className={css.module}>
            <h2 id={`module-${module.id}`} className={css.title}>
              {moduleTitle(module, t('outline.module', { number: module.number }))}
            </h2>
            {isLearning && (
              <span className={css.count}>
                {t('outline.done_of', { done: module.done, total: module.lessons.length })}
              </span>
            )}
          </div>
          <ul className={css.lessons}>
            {module.lessons.map((lesson) => (
              <li key={lesson.id}>
                <OutlineLesson
                  lesson={lesson}
                  href={hrefOf(lesson)}
                  isCurrent={lesson.id === lesson_id}
                  isLearning={isLearning}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isLearning && (
        <dl className={css.foot}>
          <div>
            <dt>{t('outline.left')}</dt>
            <dd>{model.minutes_left > 0 ? format.minutes(model.minutes_left) : t('outline.nothing_left')}</dd>
          </div>
          {due_at && (
            <div>
              <dt>{t('outline.due')}</dt>
              <dd>
                <DueDate due_at={due_at} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}

/** '2. The daily check', or 'Module 2' when its author gave it no title. */
function moduleTitle(module: { number: number; title: string }, untitled: string): string {
  return module.title.trim() === '' ? untitled : `${module.number}. ${module.title}`;
}

type OutlineLessonProps = {
  lesson: PlayerLesson;
  href: string | undefined;
  isCurrent: boolean;
  isLearning: boolean;
};

function OutlineLesson({ lesson, href, isCurrent, isLearning }: OutlineLessonProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const score = lesson.progress?.score_percent ?? null;
  const isLocked = href === undefined;
  const state = isCurrent && lesson.state === 'not_started' ? 'in_progress' : lesson.state;
  return (
    <LessonRow
      title={lesson.title}
      kind={lesson.kind}
      href={href}
      state={isLocked ? 'locked' : isLearning ? state : undefined}
      isCurrent={isCurrent}
      note={lesson.required ? undefined : t('outline.optional')}
      minutes={score === null && lesson.estimated_minutes > 0 ? lesson.estimated_minutes : undefined}
    >
      {score !== null && <span className={css.score}>{format.percent(score)}</span>}
    </LessonRow>
  );
}
