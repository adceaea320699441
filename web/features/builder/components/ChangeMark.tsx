// What publishing would change about a lesson, in one word on a tint.
import { useTranslation } from 'react-i18next';
import type { LessonChange } from '#contract/values/outline-changes.ts';
import css from './ChangeMark.module.css';

export function ChangeMark({ change }: { change: LessonChange }) {
  const { t } = useTranslation('builder');
  return (
    <span className={css.mark} data-change={change}>
      {t(`change.${change}`)}
    </span>
  );
}

/** On a closed module: how many of its lessons would change. */
export function ChangeCount({ count }: { count: number }) {
  const { t } = useTranslation('builder');
  return (
    <span className={css.mark} data-change="changed">
      {t('change.count', { count })}
    </span>
  );
}
