// Before publishing: what is missing, what would change, whom it reaches. Afterwards: that it is done, and where to see it.
import { Modal, Skeleton, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { FormActions } from '#web/ui/FormActions.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { publishStateQuery } from '../builder.queries.ts';
import type { CourseWhole, PublishState } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import { PublishChanges } from './PublishChanges.tsx';
import css from './PublishDialog.module.css';
import { PublishDone } from './PublishDone.tsx';
import { PublishProblems } from './PublishProblems.tsx';
import { usePublishWords } from './use-publish-words.ts';

type PublishDialogProps = {
  course: CourseWhole;
  isOpen: boolean;
  onClose: () => void;
  /** Leads to what is to be mended: a lesson, or the course's settings. */
  onGoTo: (lesson_id: string | null) => void;
};

export function PublishDialog({ course, isOpen, onClose, onGoTo }: PublishDialogProps) {
  const { t } = useTranslation('builder');
  const [published, setPublished] = useState<CourseWhole | null>(null);
  const version = (course.version_number ?? 0) + 1;
  const close = () => {
    onClose();
    setPublished(null);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={680}
      title={published ? '' : t('publish.title', { version, title: course.title })}
      classNames={{ title: css.title }}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      {published ? (
        <PublishDone course={published} onClose={close} />
      ) : (
        <Checklist
          course={course}
          version={version}
          onClose={close}
          onPublished={setPublished}
          onGoTo={(lesson_id) => {
            close();
            onGoTo(lesson_id);
          }}
        />
      )}
    </Modal>
  );
}

type ChecklistProps = Omit<PublishDialogProps, 'isOpen'> & {
  version: number;
  onPublished: (course: CourseWhole) => void;
};

function Checklist({ course, version, onClose, onPublished, onGoTo }: ChecklistProps) {
  const { t } = useTranslation('builder');
  const { state, error, isSafe } = useFreshState(course.id);
  const { mutate, isPending, error: refusal } = usePublishing(course.id, onPublished);
  const [note, setNote] = useState('');
  const { summary, unavailable } = usePublishWords(course, state, isSafe);

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate(note.trim());
  }
  if (error) return <Note tone="overdue" title={problemText(error, t)} isAlert />;
  if (!state) return <Loading />;
  return (
    <form onSubmit={submit} className={css.content}>
      <p className={css.summary}>{summary}</p>
      {refusal && <Note tone="overdue" title={problemText(refusal, t)} isAlert />}
      <PublishProblems problems={state.problems} onGoTo={onGoTo} />
      <PublishChanges course_id={course.id} changes={state.changed_lessons} onGoTo={onGoTo} />
      <Reach state={state} version={version} />
      <Textarea
        label={t('publish.note')}
        description={t('publish.note_help')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormActions
        submit={t('publish.submit', { version })}
        isSaving={isPending}
        unavailable={unavailable}
        onCancel={onClose}
      />
    </form>
  );
}

/** Everything that was typed is written first; only then is the server asked what publishing would do. */
function useFreshState(course_id: string) {
  const { session } = useBuilder();
  const [isSafe, setIsSafe] = useState<boolean>();
  useEffect(() => {
    void session.flush().then(setIsSafe);
  }, [session]);
  const { data, error, isFetching } = useQuery({
    ...publishStateQuery(course_id),
    enabled: isSafe !== undefined,
    staleTime: 0,
    refetchOnMount: 'always',
  });
  return { state: isFetching ? undefined : data, error, isSafe: isSafe ?? true };
}

function usePublishing(course_id: string, onPublished: (course: CourseWhole) => void) {
  const queryClient = useQueryClient();
  return useWrite({
    meta: { showsError: true },
    mutationFn: (note: string) => api.catalog.publishCourse({ params: { id: course_id }, body: { note } }),
    onSuccess: onPublished,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['catalog'] }),
  });
}

/** What it means for the people who are in the course. */
function Reach({ state, version }: { state: PublishState; version: number }) {
  const { t } = useTranslation('builder');
  if (state.in_progress_count + state.completed_count === 0) return null;
  return (
    <div className={css.reach}>
      {state.completed_count > 0 && (
        <p>
          <b>{t('publish.completed', { count: state.completed_count })}</b>
          {t('publish.completed_keep')}
        </p>
      )}
      {state.in_progress_count > 0 && (
        <p>
          <b>{t('publish.in_progress', { count: state.in_progress_count })}</b>
          {t('publish.in_progress_move', { version })}
        </p>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className={css.content} aria-hidden="true">
      <Skeleton height={14} width="70%" />
      <Skeleton height={160} />
      <Skeleton height={56} />
    </div>
  );
}
