// Somebody else changed what I was changing: says which fields, shows theirs, and lets the person choose. Until then
// nothing of either is lost.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './ConflictNote.module.css';
import { useAutosave } from './use-autosave.ts';
import { wordsOf } from './words-of.ts';

type ConflictNoteProps<Fields> = { autosave: Autosave<Fields>; labels: (field: string) => string };

export function ConflictNote<Fields>({ autosave, labels }: ConflictNoteProps<Fields>) {
  const { t } = useTranslation('builder');
  const format = useFormat();
  const { state, fields } = useAutosave(autosave);
  if (!state.conflict) return null;
  const { theirs, fields: both } = state.conflict;
  return (
    <Note tone="due" title={t('conflict.title')} isAlert>
      <p>{t('conflict.explain', { fields: format.list(both.map(labels)) })}</p>
      <dl className={css.sides}>
        {both.map((field) => (
          <div key={field} className={css.field}>
            <dt>{t('conflict.theirs', { field: labels(field) })}</dt>
            <dd>{wordsOf(theirs.fields[field]) || t('conflict.nothing')}</dd>
            <dt>{t('conflict.mine', { field: labels(field) })}</dt>
            <dd>{wordsOf(fields[field]) || t('conflict.nothing')}</dd>
          </div>
        ))}
      </dl>
      <div className={css.buttons}>
        <Button size="xs" onClick={autosave.keepMine}>
          {t('conflict.keep_mine')}
        </Button>
        <Button size="xs" onClick={autosave.takeTheirs}>
          {t('conflict.take_theirs')}
        </Button>
      </div>
    </Note>
  );
}
