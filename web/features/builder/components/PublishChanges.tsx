// What publishing would change, lesson by lesson; each leads to the lesson.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { courseQuery, draftQuery, publishedQuery } from '../builder.queries.ts';
import type { PublishState } from '../builder.types.ts';
import { changedParts } from '../state/changed-parts.ts';
import { positionOf } from '../state/held.ts';
import { findLesson } from '../state/outline-moves.ts';
import { ChangeMark } from './ChangeMark.tsx';
import css from './PublishDialog.module.css';

type Change = PublishState['changed_lessons'][number];
type PublishChangesProps = {
  course_id: string;
  changes: readonly Change[];
  onGoTo: (lesson_id: string) => void;
};

export function PublishChanges({ course_id, changes, onGoTo }: PublishChangesProps) {
  const { t } = useTranslation('builder');
  if (changes.length === 0) return null;
  return (
    <ul className={css.changes} aria-label={t('publish.changes')}>
      {changes.map((change) => (
        <li key={change.lesson_id} className={css.change}>
          <span className={css.mark}>
            <ChangeMark change={change.change} />
          </span>
          {change.change === 'removed' ? (
            <span className={css.name}>{change.title}</span>
          ) : (
            <button type="button" className={css.name} onClick={() => onGoTo(change.lesson_id)}>
              {change.title}
            </button>
          )}
          <span className={css.detail}>
            <ChangeDetail course_id={course_id} change={change} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function ChangeDetail({ course_id, change }: { course_id: string; change: Change }) {
  const { t } = useTranslation('builder');
  const format = useFormat();
  const { data: draft } = useQuery(draftQuery(course_id));
  const isPublished = (useQuery(courseQuery(course_id)).data?.version_number ?? null) !== null;
  const { data: published } = useQuery({ ...publishedQuery(course_id), enabled: isPublished });
  if (change.change === 'removed') return t('publish.detail.removed');
  const lesson = draft && findLesson(draft, change.lesson_id);
  if (!draft || !lesson) return null;
  const { module } = positionOf(draft, { type: 'lesson', id: lesson.id });
  if (change.change === 'moved') return t('publish.detail.moved', { module });
  if (change.change === 'changed') {
    const parts = changedParts(published && findLesson(published, lesson.id), lesson);
    return format.list(parts.map((part) => t(`publish.part.${part}`)));
  }
  const minutes = format.minutes(lesson.estimated_minutes);
  return t(lesson.required ? 'publish.detail.added' : 'publish.detail.added_optional', { module, minutes });
}
