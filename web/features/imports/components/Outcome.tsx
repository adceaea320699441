// What came of an import: the course or quiz it made, in figures, or why it failed.
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ImportRun, importCounts } from '#contract/imports.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { courseHref } from '../links.ts';
import css from './Report.module.css';

export function Outcome({ run }: { run: ImportRun }) {
  const { t } = useTranslation('imports');
  const { failure, counts, course_title: title } = run.report;
  if (run.status === 'failed')
    return (
      <Note tone="overdue" title={t('outcome.failed')}>
        <p>
          {t(`failure.${failure?.code.replace('.', '_') ?? 'internal'}`, {
            defaultValue: t('failure.internal'),
          })}
        </p>
        {failure && failure.code !== 'internal' && <p lang="en">{failure.message}</p>}
      </Note>
    );
  return (
    <Note tone="ok" title={title ? t('outcome.course', { title }) : t('outcome.questions')}>
      <dl className={css.counts}>
        {importCounts
          .filter((name) => counts[name] > 0)
          .map((name) => (
            <div key={name}>
              <dt>{t(`count.${name}`, { count: counts[name] })}</dt>
              <dd>{counts[name]}</dd>
            </div>
          ))}
      </dl>
      {run.course_id && (
        <Button
          component={AppLink}
          href={courseHref(run.course_id)}
          mt={12}
          rightSection={<IconArrowRight size={16} stroke={1.5} aria-hidden="true" className="ly-flip" />}
        >
          {t(title ? 'outcome.open_course' : 'outcome.open_quiz')}
        </Button>
      )}
    </Note>
  );
}
