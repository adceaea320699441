// Who would get it now, asked a moment after the rule last changed.
import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { previewQuery } from '../achievements.queries.ts';
import type { RuleValues } from '../achievements.types.ts';
import { isComplete } from '../rule-defaults.ts';
import { ruleWords } from '../rule-words.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

type RulePreviewProps = {
  values: RuleValues;
  subjects: Readonly<Record<string, string>>;
  id: string | undefined;
};

export function RulePreview({ values, subjects, id }: RulePreviewProps) {
  const { t } = useTranslation('achievements');
  const [rule] = useDebouncedValue(values.rule, 400);
  const preview = useQuery({ ...previewQuery(rule, id ?? null), enabled: isComplete(rule) });
  const { data } = preview;
  return (
    <section className={css.preview} aria-labelledby="rule-preview">
      <h2 id="rule-preview" className={css.stripTitle}>
        {t('preview.title')}
      </h2>
      <div className={css.cellName}>
        <Medal icon={values.icon} palette={values.palette} />
        <div className={css.cellWords}>
          <b>{values.name || t('preview.unnamed')}</b>
          <span className={css.words}>{ruleWords(values.rule, subjects, t)}</span>
        </div>
      </div>
      <div aria-live="polite" aria-busy={preview.isFetching}>
        {!isComplete(rule) && <p className={css.words}>{t('preview.incomplete')}</p>}
        {isComplete(rule) && !data && !preview.isError && <Skeleton height={72} />}
        {preview.isError && <p className={css.words}>{t('preview.failed')}</p>}
        {data && isComplete(rule) && (
          <>
            <p>
              <b>{t('preview.count', { count: data.count, people: data.people_count })}</b>
              {data.already_count > 0 && ` ${t('preview.already', { count: data.already_count })}`}
            </p>
            {data.people.length > 0 && (
              <ul className={css.people}>
                {data.people.map((person) => (
                  <li key={person.user_id}>{person.display_name}</li>
                ))}
                {data.count > data.people.length && (
                  <li>{t('preview.more', { count: data.count - data.people.length })}</li>
                )}
              </ul>
            )}
          </>
        )}
      </div>
    </section>
  );
}
