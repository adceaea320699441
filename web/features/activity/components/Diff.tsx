// One line per field: what stood there, what stands there now. Said with words as well as with looks.
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '#contract/activity.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { valueWords } from '../diff-words.ts';
import css from './Diff.module.css';

type DiffProps = Pick<HistoryEntry, 'changes' | 'action'>;

/** What a new or removed record held is long and rarely wanted: it waits behind its count. */
export function Diff({ changes, action }: DiffProps) {
  const { t } = useTranslation('activity');
  if (changes.length === 0) return null;
  if (action === 'changed' || changes.length <= 3) return <Lines changes={changes} action={action} />;
  return (
    <details className={css.more}>
      <summary>{t('diff.fields', { count: changes.length })}</summary>
      <Lines changes={changes} action={action} />
    </details>
  );
}

function Lines({ changes, action }: DiffProps) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const words = {
    yes: t('diff.yes'),
    no: t('diff.no'),
    empty: t('diff.empty'),
    letters: (count: number) => t('diff.letters', { count }),
    moment: format.dateTime,
  };
  return (
    <dl className={css.diff}>
      {changes.map(({ field, before, after, before_name: beforeName, after_name: afterName }) => (
        <div key={field} className={css.line}>
          <dt>{t(`field.${field}`, { defaultValue: field.replaceAll('_', ' ') })}</dt>
          <dd>
            {action !== 'created' && (
              <del>
                <span className={css.hidden}>{t('diff.before')}: </span>
                {beforeName ?? valueWords(before, words)}
              </del>
            )}
            {action === 'changed' && (
              <span className={css.arrow} aria-hidden="true">
                {' → '}
              </span>
            )}
            {action !== 'deleted' && (
              <ins>
                <span className={css.hidden}>{t('diff.after')}: </span>
                {afterName ?? valueWords(after, words)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
