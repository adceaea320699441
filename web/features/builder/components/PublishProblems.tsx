// The publish checklist: each thing that is missing leads to where it is mended.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Note } from '#web/ui/Note.tsx';
import { draftQuery } from '../builder.queries.ts';
import type { PublishState } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import { findLesson } from '../state/outline-moves.ts';
import css from './PublishDialog.module.css';

type PublishProblemsProps = {
  problems: PublishState['problems'];
  onGoTo: (lesson_id: string | null) => void;
};

export function PublishProblems({ problems, onGoTo }: PublishProblemsProps) {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  const { data: outline } = useQuery(draftQuery(course_id));
  const titleOf = (lesson_id: string | null) =>
    (outline && lesson_id !== null && findLesson(outline, lesson_id)?.title) || t('kind.quiz');
  if (problems.length === 0) return null;
  return (
    <Note tone="due" title={t('publish.problems', { count: problems.length })}>
      <ul className={css.problems}>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.lesson_id} ${problem.message}`}>
            <span>
              {t(`publish.problem.${problem.code}`, {
                title: titleOf(problem.lesson_id),
                defaultValue: problem.message,
              })}
            </span>{' '}
            {(problem.lesson_id !== null || problem.code === 'description_missing') && (
              <button type="button" className={css.link} onClick={() => onGoTo(problem.lesson_id)}>
                {problem.lesson_id === null ? t('publish.open_course') : t('publish.open_lesson')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
