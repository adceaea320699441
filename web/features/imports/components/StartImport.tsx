// Starts an import: what is in the file, where questions should go, and the file itself. The import begins as soon as the
// file has arrived.
import { Radio, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportKind, importKinds } from '#contract/imports.ts';
import { uploadFile } from '#web/features/files/upload.ts';
import { Columns } from '#web/ui/Columns.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { Note } from '#web/ui/Note.tsx';
import type { SendFile } from '#web/ui/use-transfers.ts';
import { useStartImport } from '../imports.mutations.ts';
import { targetCoursesQuery, targetQuizzesQuery } from '../imports.queries.ts';
import css from './StartImport.module.css';

const endings: Record<ImportKind, readonly string[]> = {
  olx: ['.zip'],
  gift: ['.txt', '.gift'],
  moodle_xml: ['.xml'],
};

type Target = { course_id: string | null; quiz_id: string | null };

export function StartImport({ onStarted }: { onStarted: (id: string) => void }) {
  const { t } = useTranslation('imports');
  const [kind, setKind] = useState<ImportKind>('olx');
  const [target, setTarget] = useState<Target>({ course_id: null, quiz_id: null });
  const [problem, setProblem] = useState<unknown>(null);
  const start = useStartImport();
  const needsTarget = kind !== 'olx' && target.course_id === null;

  const send: SendFile = async (file, options) => {
    setProblem(null);
    try {
      const { id } = await uploadFile(file, { ...options, purpose: 'import' });
      const { course_id, quiz_id } = target;
      const place = quiz_id ? { quiz_id } : course_id ? { course_id } : {};
      const run = await start.mutateAsync({ kind, file_id: id, ...(kind === 'olx' ? {} : place) });
      onStarted(run.id);
    } catch (error) {
      if (!options.signal.aborted) setProblem(error);
      throw error;
    }
  };
  return (
    <div className={css.start}>
      <Radio.Group label={t('start.kind')} value={kind} onChange={(value) => setKind(value as ImportKind)}>
        <Stack gap={12} mt={8}>
          {importKinds.map((one) => (
            <Radio key={one} value={one} label={t(`kind.${one}.name`)} description={t(`kind.${one}.what`)} />
          ))}
        </Stack>
      </Radio.Group>
      {kind !== 'olx' && <TargetFields value={target} onChange={setTarget} />}
      <ErrorSummary error={problem} />
      {needsTarget ? (
        <Note tone="plain">{t('start.choose_course')}</Note>
      ) : (
        <FileDrop
          key={kind}
          label={t('start.file')}
          kinds={t(`kind.${kind}.files`)}
          accept={endings[kind]}
          max_files={1}
          send={send}
        />
      )}
    </div>
  );
}

function TargetFields({ value, onChange }: { value: Target; onChange: (target: Target) => void }) {
  const { t } = useTranslation('imports');
  const courses = useQuery(targetCoursesQuery).data ?? [];
  const { course_id, quiz_id } = value;
  const quizzes =
    useQuery({ ...targetQuizzesQuery(course_id ?? ''), enabled: course_id !== null }).data ?? [];
  const newQuiz = { value: '', label: t('start.new_quiz') };
  return (
    <Columns>
      <Select
        id="course_id"
        label={t('start.course')}
        data={courses}
        value={course_id}
        searchable
        nothingFoundMessage={t('start.no_course')}
        onChange={(course) => onChange({ course_id: course, quiz_id: null })}
      />
      <Select
        id="quiz_id"
        label={t('start.quiz')}
        data={[newQuiz, ...quizzes]}
        value={quiz_id ?? ''}
        allowDeselect={false}
        disabled={course_id === null}
        onChange={(quiz) => onChange({ course_id, quiz_id: quiz || null })}
      />
    </Columns>
  );
}
