// The questions of a file before they are written: look, leave some out, and take the rest over.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRun } from '#contract/imports.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useConfirmImport } from '../imports.mutations.ts';
import { QuestionPreview } from './QuestionPreview.tsx';
import css from './Report.module.css';

export function PreviewForm({ run }: { run: ImportRun }) {
  const { t } = useTranslation('imports');
  const { preview } = run.report;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const { mutate, isPending, error } = useConfirmImport(run.id);
  const all = preview.map((_question, index) => index + 1);
  const chosen = all.filter((number) => !left.has(number));
  const isNone = chosen.length === 0;
  const toggle = (number: number) => {
    const next = new Set(left);
    if (!next.delete(number)) next.add(number);
    setLeft(next);
  };
  const confirm = () => !isPending && !isNone && mutate(left.size === 0 ? undefined : chosen);
  return (
    <Section title={t('preview.title')} count={preview.length}>
      <div className={css.choose}>
        <Checkbox
          label={t('preview.all')}
          checked={left.size === 0}
          indeterminate={left.size > 0 && !isNone}
          onChange={() => setLeft(left.size === 0 ? new Set(all) : new Set())}
        />
      </div>
      <ul className={css.questions} aria-label={t('preview.title')}>
        {all.map((number) => (
          <QuestionPreview
            key={number}
            preview={preview[number - 1]!}
            isChosen={!left.has(number)}
            onToggle={() => toggle(number)}
          />
        ))}
      </ul>
      <div className={css.actions}>
        <Button
          variant="filled"
          aria-busy={isPending}
          aria-disabled={isNone || undefined}
          data-disabled={isNone || undefined}
          onClick={confirm}
        >
          {t(run.quiz_id ? 'preview.confirm' : 'preview.confirm_new', { count: chosen.length })}
        </Button>
        {isNone && <span className="ly-dimmed">{t('preview.choose_one')}</span>}
        <ErrorSummary error={error} />
      </div>
    </Section>
  );
}
