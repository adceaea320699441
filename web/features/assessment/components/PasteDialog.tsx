// Questions from a document: paste them as text, see what they become, add them all.
import { Button, Modal, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionDraft } from '#contract/assessment.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { type PasteProblem, readPastedQuestions } from '../state/paste-questions.ts';
import css from './PasteDialog.module.css';

type PasteDialogProps = { onClose: () => void; onPaste: (questions: QuestionDraft[]) => Promise<void> };

export function PasteDialog({ onClose, onPaste }: PasteDialogProps) {
  const { t } = useTranslation('assessment');
  const [text, setText] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { questions, problems } = useMemo(() => readPastedQuestions(text), [text]);
  async function add(): Promise<void> {
    setIsAdding(true);
    setError(null);
    await onPaste(questions).then(onClose, setError);
    setIsAdding(false);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('paste.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Textarea
        label={t('paste.label')}
        description={t('paste.help')}
        placeholder={t('paste.example')}
        autosize
        minRows={8}
        maxRows={16}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css.preview} aria-live="polite">
        {problems.length > 0 && <Problems problems={problems} />}
        {questions.length > 0 && <Preview questions={questions} />}
      </div>
      {error !== null && (
        <Note tone="overdue" isAlert>
          {problemText(error, t)}
        </Note>
      )}
      <div className={css.actions}>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        {questions.length > 0 && (
          <Button variant="filled" loading={isAdding} onClick={() => void add()}>
            {t('paste.add', { count: questions.length })}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Problems({ problems }: { problems: readonly PasteProblem[] }) {
  const { t } = useTranslation('assessment');
  return (
    <Note tone="due" title={t('paste.left_out', { count: problems.length })}>
      <ul className={css.problems}>
        {problems.map(({ line, code }) => (
          <li key={line}>
            {t('paste.line', { line })}: {t(`paste.problem.${code}`)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

const choicesOf = (question: QuestionDraft) =>
  question.choices ?? [{ text: question.answer ?? '', is_correct: true }];

function Preview({ questions }: { questions: readonly QuestionDraft[] }) {
  const { t } = useTranslation('assessment');
  return (
    <ol className={css.questions} aria-label={t('paste.preview')}>
      {questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is read anew from the text each time
        <li key={index}>
          <b>{question.text}</b>{' '}
          <span className="ly-dimmed">{t(`kind.${question.kind ?? 'single_choice'}`)}</span>
          <ul className={css.choices}>
            {choicesOf(question).map(({ text, is_correct }) => (
              <li key={text} data-right={is_correct || undefined}>
                <span className={css.tick} aria-hidden="true">
                  {is_correct && <IconCheck size={16} stroke={2} />}
                </span>
                {text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
