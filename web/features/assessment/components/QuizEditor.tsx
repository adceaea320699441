// Editing a quiz inside the builder: its rules, its questions one below the other, each opened in place. Everything is
// saved to the draft as it is written.
import { Button, Skeleton } from '@mantine/core';
import { IconClipboardText, IconEye, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type QuestionKind, type QuizDetail, questionKinds } from '#contract/assessment.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { SaveState } from '#web/ui/SaveState.tsx';
import { quizDraftQuery } from '../assessment.queries.ts';
import { quizHref } from '../links.ts';
import { newQuestion } from '../state/quiz-draft.ts';
import { useQuizEditor } from '../use-quiz-editor.ts';
import { useStatementWords } from '../use-statement-words.ts';
import { QuestionList } from './QuestionList.tsx';
import css from './QuizEditor.module.css';
import { QuizSettingsPanel } from './QuizSettingsPanel.tsx';

const PasteDialog = lazy(async () => ({ default: (await import('./PasteDialog.tsx')).PasteDialog }));

type QuizEditorProps = { quiz_id: string; course_id: string };

export function QuizEditor(props: QuizEditorProps) {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <LoadedEditor key={props.quiz_id} {...props} />
    </Suspense>
  );
}

function LoadedEditor({ quiz_id, course_id }: QuizEditorProps) {
  const { t } = useTranslation('assessment');
  const { data: quiz, error, refetch } = useQuery(quizDraftQuery(quiz_id));
  if (quiz) return <Editor quiz={quiz} course_id={course_id} />;
  if (!error) return <EditorSkeleton />;
  return (
    <Note tone="due" title={problemText(error, t)}>
      <Button size="xs" mt="xs" onClick={() => void refetch()}>
        {t('common:action.retry')}
      </Button>
    </Note>
  );
}

function Editor({ quiz, course_id }: { quiz: QuizDetail; course_id: string }) {
  const { t } = useTranslation('assessment');
  const words = useStatementWords();
  const { session, state } = useQuizEditor(quiz, course_id);
  const [open_key, setOpenKey] = useState<string | null>(null);
  const [isPasting, setIsPasting] = useState(false);
  const add = (kind: QuestionKind, after?: string) =>
    setOpenKey(session.insert(newQuestion(kind, words), after));
  return (
    <section className={css.editor} aria-label={t('editor.label')}>
      <div className={css.head}>
        <SaveState value={state.save} />
        <Button
          size="xs"
          variant="subtle"
          component={AppLink}
          href={`${quizHref(course_id, quiz.id)}?preview=1`}
          leftSection={<IconEye size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => void session.flush()}
        >
          {t('editor.try')}
        </Button>
      </div>
      <QuizSettingsPanel state={state} onEdit={session.editSettings} />
      <QuestionList session={session} state={state} open_key={open_key} onOpen={setOpenKey} onAdd={add} />
      <div className={css.add}>
        <ActionMenu
          label={t('editor.add')}
          look="button"
          icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
          actions={questionKinds.map((kind) => ({
            key: kind,
            label: t(`kind.${kind}`),
            onSelect: () => add(kind),
          }))}
        />
        <Button
          variant="subtle"
          leftSection={<IconClipboardText size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => setIsPasting(true)}
        >
          {t('editor.paste')}
        </Button>
      </div>
      {isPasting && (
        <Suspense fallback={null}>
          <PasteDialog onClose={() => setIsPasting(false)} onPaste={session.paste} />
        </Suspense>
      )}
    </section>
  );
}

function EditorSkeleton() {
  return (
    <div className={css.editor} aria-busy="true">
      {['settings', 'one', 'two', 'three'].map((row) => (
        <Skeleton key={row} height={52} radius="md" />
      ))}
    </div>
  );
}
