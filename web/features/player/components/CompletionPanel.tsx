// Below the lesson: whether it counts as done, or what it still asks for, in one line with the figure.
import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import type { Completion } from '../completion.ts';
import css from './CompletionPanel.module.css';

type CompletionPanelProps = {
  completion: Completion;
  /** Takes "done" back; left out where the server would not. */
  onUndo?: () => void;
  isBusy?: boolean;
};

export function CompletionPanel({ completion, onUndo, isBusy }: CompletionPanelProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  if (completion.kind === 'done') {
    return (
      <div className={css.done} id="completion" tabIndex={-1}>
        <IconCircleCheckFilled size={20} aria-hidden="true" />
        <span className={css.words}>
          {completion.completed_at
            ? t('completion.done_on', { date: format.date(completion.completed_at) })
            : t('completion.done')}
        </span>
        {onUndo && (
          <Button variant="subtle" size="xs" onClick={onUndo} loading={isBusy}>
            {t('completion.undo')}
          </Button>
        )}
      </div>
    );
  }
  if (completion.kind === 'ready' || completion.kind === 'quiz' || completion.kind === 'session') {
    return (
      <p className={css.hint} id="completion" tabIndex={-1}>
        {t(`completion.${completion.kind}`)}
      </p>
    );
  }
  return (
    <div className={css.asks} id="completion" tabIndex={-1}>
      {completion.kind === 'wait' ? (
        <Note title={t('completion.wait', { time: format.clock(completion.seconds_left) })}>
          {t('completion.wait_why')}
        </Note>
      ) : (
        <Note title={t('completion.watch', { required: format.percent(completion.required_percent) })}>
          <div className={css.share}>
            <ProgressBar
              size="thin"
              percent={completion.watched_percent}
              label={t('completion.watched_label')}
              detail={t('completion.watched')}
            />
          </div>
        </Note>
      )}
    </div>
  );
}
