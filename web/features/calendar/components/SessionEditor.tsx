// A session of one's own, changed beside the calendar. What is typed stays until it is saved, whatever happens around it.
import { Button, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import type { MenuAction } from '#web/ui/ActionMenu.tsx';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import {
  useChangeSession,
  useDeleteSession,
  usePlanSession,
  useRestoreSession,
} from '../calendar.mutations.ts';
import { sessionDetailQuery } from '../calendar.queries.ts';
import {
  bodyOf,
  changeOf,
  differing,
  movedDays,
  rebased,
  type SessionDetail,
  type SessionValues,
  valuesOf,
} from '../planning/session-values.ts';
import { type PanelDraft, useClashes, useDraft } from '../planning/use-draft.ts';
import { useValueWords } from '../planning/use-value-words.ts';
import type { Moved } from '../use-move.ts';
import { usePanelGuard } from '../use-panel-guard.ts';
import { wallOf } from '../wall-time.ts';
import css from './Calendar.module.css';
import { CancelDialog } from './CancelDialog.tsx';
import { SaveProblems } from './SaveProblems.tsx';
import { isReady, SessionFields } from './SessionFields.tsx';

type SessionEditorProps = {
  session: SessionDetail;
  /** Where it was dropped in the calendar; another object is another drop. */
  moved: Moved | null;
  onDraft: (draft: PanelDraft | null) => void;
  onClose: () => void;
  onMove: () => void;
  onDuplicate: () => void;
};

export function SessionEditor(props: SessionEditorProps) {
  const { session, moved, onDraft, onClose } = props;
  const { t } = useTranslation('calendar');
  const client = useQueryClient();
  const save = useChangeSession(session.id);
  const [base, setBase] = useState(session);
  const [values, setValues] = useState<SessionValues>(() => valuesOf(session));
  const [scope, setScope] = useState<'one' | 'following'>('one');
  const [isChecked, setIsChecked] = useState(false);
  const [isCancelling, setIsCancelling] = useState(false);
  const found = useClashes(session.id, values);
  const wordsOf = useValueWords();
  const before = valuesOf(base);
  const isDirty = differing(before, values).length > 0;
  const release = usePanelGuard(isDirty);
  const change = useCallback((next: (now: SessionValues) => SessionValues) => setValues(next), []);
  useDraft({
    values,
    title: session.title,
    isMoved: differing(before, values).some((name) => name === 'days' || name === 'time_zone'),
    clashes: found.clashes,
    slots: found.slots,
    onValues: change,
    onDraft,
  });

  useEffect(() => {
    const day_id = moved?.day_id;
    if (!moved || !day_id) return;
    setValues((now) => {
      const at = (instant: string) => wallOf(instant, now.time_zone);
      return { ...now, days: movedDays(now.days, day_id, at(moved.starts_at), at(moved.ends_at)) };
    });
  }, [moved]);

  // Untouched, the panel follows what others do; what was touched waits for the answer to saving.
  useEffect(() => {
    if (session.record_version === base.record_version || isDirty) return;
    setBase(session);
    setValues(valuesOf(session));
  }, [session, base, isDirty]);

  const isStale = problemOf(save.error)?.code === 'record.stale';
  const theirs = isStale ? valuesOf(session) : before;
  const takeTheirs = (mine: (theirs: SessionValues) => SessionValues) => {
    setValues(mine(valuesOf(session)));
    setBase(session);
    save.reset();
  };

  const submit = (tell: boolean | undefined) => {
    setIsChecked(true);
    if (save.isPending || !isReady(values)) return;
    const changed = changeOf(before, values);
    if (Object.keys(changed).length === 0) return onClose();
    const body = {
      ...changed,
      ...(base.series_id ? { scope } : {}),
      ...(tell === undefined ? {} : { tell }),
    };
    save.mutate(
      { body, ifMatch: base.record_version },
      {
        onSuccess: () => {
          notify(
            tell
              ? t('saved.told', { count: found.people_count })
              : t('saved.quietly', { title: values.title }),
          );
          release();
          onClose();
        },
        // To say who was faster and with what, the panel needs what is there now.
        onError: () => void client.invalidateQueries(sessionDetailQuery(session.id)),
      },
    );
  };

  const isCancelled = session.status === 'cancelled';
  const position = session.series_position
    ? t('panel.position', { position: session.series_position, count: session.series_count ?? 0 })
    : t(`status.${session.status}`);
  return (
    <SidePanel
      title={session.title}
      detail={[position, session.course?.title].filter(Boolean).join(', ')}
      width={368}
      onClose={onClose}
      actions={
        <>
          <Button component={AppLink} href={`/sessions/${session.id}`} size="xs">
            {t('panel.open')}
          </Button>
          <PanelMenu {...props} onCancel={() => setIsCancelling(true)} />
        </>
      }
      footer={
        isCancelled ? undefined : (
          <SaveButtons
            people_count={found.people_count}
            isSaving={save.isPending}
            onSave={submit}
            scope={base.series_id ? scope : null}
            onScope={setScope}
          />
        )
      }
    >
      {isCancelled && <Cancelled session={session} />}
      <SaveProblems
        error={save.error}
        changes={differing(before, theirs).map((name) => wordsOf(name, theirs, session))}
        onKeepMine={() => takeTheirs((latest) => rebased(before, values, latest))}
        onTakeTheirs={() => takeTheirs((latest) => latest)}
      />
      {!isCancelled && (
        <div className={css.form}>
          <SessionFields
            session={session}
            values={values}
            found={found}
            errors={isStale ? {} : fieldMessages(save.error, t)}
            isChecked={isChecked}
            onChange={(part) => setValues((now) => ({ ...now, ...part }))}
          />
        </div>
      )}
      {isCancelling && (
        <CancelDialog
          session={session}
          people_count={found.people_count}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </SidePanel>
  );
}

function PanelMenu(props: SessionEditorProps & { onCancel: () => void }) {
  const { session, onMove, onDuplicate, onCancel, onClose } = props;
  const { t } = useTranslation('calendar');
  const remove = useDeleteSession(session.id);
  const planAgain = usePlanSession();
  const withUndo = useUndoToast();
  const takeAway = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        withUndo(t('deleted', { title: session.title }), () => {
          const { days, ...rest } = bodyOf(valuesOf(session));
          planAgain.mutate({ ...rest, days: days.map(({ id: _id, ...day }) => day) });
        });
        onClose();
      },
      onError: () => notifyProblem(t('panel.in_use')),
    });
  const isBooked = session.seats_taken + session.waiting_count + session.requested_count > 0;
  const actions: MenuAction[] = [
    ...(session.status === 'planned' ? [{ label: t('panel.move'), onSelect: onMove, shortcut: 'M' }] : []),
    { label: t('panel.duplicate'), onSelect: onDuplicate },
    ...(session.can.includes('record_attendance')
      ? [{ label: t('panel.attendance'), href: `/sessions/${session.id}/attendance` }]
      : []),
    ...(session.can.includes('cancel')
      ? [{ label: t('panel.cancel'), onSelect: onCancel, danger: true, separated: true }]
      : []),
    ...(session.can.includes('delete')
      ? [
          {
            label: t('panel.delete'),
            onSelect: takeAway,
            danger: true,
            unavailable: isBooked ? t('panel.in_use') : undefined,
          },
        ]
      : []),
  ];
  return <ActionMenu actions={actions} label={t('panel.more')} size="xs" />;
}

function Cancelled({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const restore = useRestoreSession(session.id);
  const count = session.seats_taken + session.waiting_count + session.requested_count;
  const run = (tell: boolean) => restore.mutate(tell, { onSuccess: () => notify(t('restored')) });
  return (
    <>
      <SaveProblems error={restore.error} />
      <Note tone="plain" title={t('cancelled.title')}>
        <p>{session.cancel_reason}</p>
        {session.cancelled_at && <p className={css.help}>{format.dateTime(session.cancelled_at)}</p>}
      </Note>
      {session.can.includes('restore') && (
        <div className={css.saves}>
          {count > 0 && (
            <Button fullWidth onClick={() => run(false)}>
              {t('cancelled.restore_quietly')}
            </Button>
          )}
          <Button variant="filled" fullWidth aria-busy={restore.isPending} onClick={() => run(count > 0)}>
            {count > 0 ? t('cancelled.restore_tell', { count }) : t('cancelled.restore')}
          </Button>
        </div>
      )}
    </>
  );
}

type SaveButtonsProps = {
  people_count: number;
  isSaving: boolean;
  scope: 'one' | 'following' | null;
  onScope: (scope: 'one' | 'following') => void;
  /** `undefined`: nobody is booked, so there is nobody to tell. */
  onSave: (tell: boolean | undefined) => void;
};

function SaveButtons({ people_count, isSaving, scope, onScope, onSave }: SaveButtonsProps) {
  const { t } = useTranslation('calendar');
  const label = isSaving ? t('ui:save.saving') : undefined;
  return (
    <div className={css.saves}>
      {scope !== null && (
        <SegmentedControl
          aria-label={t('scope.label')}
          fullWidth
          value={scope}
          onChange={(next) => onScope(next as 'one' | 'following')}
          data={[
            { value: 'one', label: t('scope.one') },
            { value: 'following', label: t('scope.following') },
          ]}
        />
      )}
      {people_count > 0 ? (
        <>
          <Button fullWidth aria-busy={isSaving} onClick={() => onSave(false)}>
            {t('save.quietly')}
          </Button>
          <Button variant="filled" fullWidth aria-busy={isSaving} onClick={() => onSave(true)}>
            {label ?? t('save.tell', { count: people_count })}
          </Button>
        </>
      ) : (
        <Button variant="filled" fullWidth aria-busy={isSaving} onClick={() => onSave(undefined)}>
          {label ?? t('save.plain')}
        </Button>
      )}
    </div>
  );
}
