// What a trainer may do to the selected learners: remind at once; due date and unenrolling ask first.
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOfDay } from '#web/lib/end-of-day.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useExtend, useRemind, useUnenroll } from '../enrollment.mutations.ts';

type LearnerActionsProps = { course_id: string; selected: readonly string[]; onDone: () => void };

export function LearnerActions({ course_id, selected, onDone }: LearnerActionsProps) {
  const { t } = useTranslation('enrollment');
  const [dialog, setDialog] = useState<'due' | 'unenroll' | null>(null);
  const remind = useRemind(course_id);
  const extend = useExtend(course_id);
  const unenroll = useUnenroll(course_id);
  const count = selected.length;

  async function run(work: () => Promise<unknown>, said: string) {
    try {
      await work();
      notify(said);
      onDone();
    } catch {
      // The list is fetched again in any case and shows what became of each.
      notifyProblem(t('learners.failed'));
    }
  }

  return (
    <>
      <Button
        size="xs"
        aria-busy={remind.isPending}
        onClick={() => void run(() => remind.mutateAsync(selected), t('learners.reminded', { count }))}
      >
        {t('learners.remind')}
      </Button>
      <Button size="xs" onClick={() => setDialog('due')}>
        {t('learners.extend')}
      </Button>
      <Button size="xs" onClick={() => setDialog('unenroll')}>
        {t('learners.unenroll')}
      </Button>
      {dialog === 'due' && (
        <DueDialog
          onClose={() => setDialog(null)}
          onSave={(due_at) => {
            setDialog(null);
            void run(() => extend.mutateAsync({ ids: selected, due_at }), t('learners.extended', { count }));
          }}
        />
      )}
      <ConfirmDialog
        isOpen={dialog === 'unenroll'}
        onClose={() => setDialog(null)}
        title={t('learners.unenroll_title', { count })}
        confirm={t('learners.unenroll')}
        keep={t('learners.unenroll_keep')}
        onConfirm={() => run(() => unenroll.mutateAsync(selected), t('learners.unenrolled', { count }))}
      >
        {t('learners.unenroll_words')}
      </ConfirmDialog>
    </>
  );
}

function DueDialog({ onClose, onSave }: { onClose: () => void; onSave: (due_at: string | null) => void }) {
  const { t } = useTranslation('enrollment');
  const zone = useTimeZone();
  const [day, setDay] = useState('');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('learners.due_title')}
      closeButtonProps={{ 'aria-label': t('learners.cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(day ? endOfDay(day, zone) : null);
        }}
      >
        <TextInput
          type="date"
          label={t('learners.due_label')}
          description={t('learners.due_help', { zone })}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" variant="filled" mt="md">
          {t('learners.due_save')}
        </Button>
      </form>
    </Modal>
  );
}
