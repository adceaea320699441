// Plans a session, or a series of them, beside the calendar.
import { Button, Switch } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { usePlanSeries, usePlanSession } from '../calendar.mutations.ts';
import { type Repeat, ruleOf, usualRepeat } from '../planning/repeat-rule.ts';
import { bodyOf, differing, type SessionValues } from '../planning/session-values.ts';
import { type PanelDraft, plannedOf, useClashes, useDraft } from '../planning/use-draft.ts';
import { usePanelGuard } from '../use-panel-guard.ts';
import type { Wall } from '../wall-time.ts';
import css from './Calendar.module.css';
import { RepeatFields } from './RepeatFields.tsx';
import { SaveProblems } from './SaveProblems.tsx';
import { isReady, SessionFields } from './SessionFields.tsx';

type NewSessionPanelProps = {
  initial: SessionValues;
  onDraft: (draft: PanelDraft | null) => void;
  onClose: () => void;
  /** The day of what was planned, to be shown. */
  onPlanned: (session_id: string | null, starts_at: string) => void;
};

export function NewSessionPanel({ initial, onDraft, onClose, onPlanned }: NewSessionPanelProps) {
  const { t } = useTranslation('calendar');
  const planOne = usePlanSession();
  const planMany = usePlanSeries();
  const [values, setValues] = useState(initial);
  const [repeat, setRepeat] = useState<Repeat | null>(null);
  const [skipsHolidays, setSkips] = useState(true);
  const [except, setExcept] = useState<Wall[]>([]);
  const [isChecked, setIsChecked] = useState(false);
  const found = useClashes(null, values);
  const release = usePanelGuard(differing(initial, values).length > 0);
  const change = useCallback((next: (now: SessionValues) => SessionValues) => setValues(next), []);
  const title = values.title.trim() || t('new.title');
  useDraft({
    values,
    title,
    isMoved: true,
    clashes: found.clashes,
    slots: found.slots,
    onValues: change,
    onDraft,
  });

  const day = values.days[0]?.day ?? '';
  const rule = repeat && ruleOf(repeat, day, values.time_zone);
  const planned = plannedOf(null, values);
  const isPending = planOne.isPending || planMany.isPending;
  const error = repeat ? planMany.error : planOne.error;
  const messages = Object.fromEntries(
    Object.entries(fieldMessages(error, t)).map(([path, words]) => [path.replace(/^session\./, ''), words]),
  );
  const submit = () => {
    setIsChecked(true);
    if (isPending || !isReady(values) || (repeat && !rule)) return;
    const session = bodyOf(values);
    const done = (words: string, id: string | null, starts_at: string) => {
      notify(words);
      release();
      onPlanned(id, starts_at);
    };
    if (repeat && rule)
      planMany.mutate(
        { session, rule, skip_holidays: skipsHolidays, except },
        {
          onSuccess: ({ sessions }) =>
            done(t('new.series_done', { count: sessions.length }), null, sessions[0]?.starts_at ?? ''),
        },
      );
    else
      planOne.mutate(session, {
        onSuccess: ({ id, starts_at }) => done(t('new.done', { title }), id, starts_at),
      });
  };
  const words = repeat ? t('new.plan_series') : t('new.plan');
  return (
    <SidePanel
      title={t('new.title')}
      detail={t('new.detail')}
      width={368}
      onClose={onClose}
      footer={
        <div className={css.saves}>
          <Button variant="filled" fullWidth aria-busy={isPending} onClick={submit}>
            {isPending ? t('ui:save.saving') : words}
          </Button>
        </div>
      }
    >
      <SaveProblems error={error} />
      <div className={css.form}>
        <SessionFields
          session={null}
          values={values}
          found={found}
          errors={messages}
          isChecked={isChecked}
          onChange={(part) => setValues((now) => ({ ...now, ...part }))}
          repeat={
            <div className={css.stack}>
              <Switch
                label={t('repeat.title')}
                checked={repeat !== null}
                onChange={(event) => setRepeat(event.currentTarget.checked ? usualRepeat(day) : null)}
              />
              {repeat && (
                <RepeatFields
                  day={day}
                  repeat={repeat}
                  skipsHolidays={skipsHolidays}
                  plan={planned && rule ? { ...planned, rule, skip_holidays: skipsHolidays } : null}
                  except={except}
                  onRepeat={setRepeat}
                  onSkips={setSkips}
                  onExcept={setExcept}
                />
              )}
            </div>
          }
        />
      </div>
    </SidePanel>
  );
}
