// The questions of a quiz in their order: one is open at a time, all can be moved with the keyboard.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionKind } from '#contract/assessment.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { copyOf, type DraftQuestion } from '../state/quiz-draft.ts';
import type { QuizEditorSession, QuizEditorState } from '../state/quiz-editor-session.ts';
import { QuestionCard } from './QuestionCard.tsx';
import css from './QuestionList.module.css';

type QuestionListProps = {
  session: QuizEditorSession;
  state: QuizEditorState;
  open_key: string | null;
  onOpen: (key: string | null) => void;
  onAdd: (kind: QuestionKind, after?: string) => void;
};

export function QuestionList({ session, state, open_key, onOpen, onAdd }: QuestionListProps) {
  const { t } = useTranslation('assessment');
  const undoToast = useUndoToast();
  const [said, say] = useState('');
  const { questions } = state;
  function move(key: string, to: number): void {
    if (to < 0 || to >= questions.length) return;
    session.move(key, to);
    say(t('editor.moved', { place: to + 1, count: questions.length }));
  }
  function remove(question: DraftQuestion, index: number): void {
    const putBack = session.remove(question.key);
    if (open_key === question.key) onOpen(null);
    undoToast(t('editor.removed', { number: index + 1 }), putBack);
  }
  return (
    <>
      {questions.length === 0 && <p className="ly-dimmed">{t('editor.empty')}</p>}
      <ol className={css.list}>
        {questions.map((question, index) => (
          <QuestionCard
            key={question.key}
            question={question}
            number={index + 1}
            question_count={questions.length}
            isOpen={open_key === question.key}
            error={state.refused.get(question.key)}
            onToggle={() => onOpen(open_key === question.key ? null : question.key)}
            onEdit={(fields) => session.editQuestion(question.key, fields)}
            onMove={(to) => move(question.key, to)}
            onCopy={() => onOpen(session.insert(copyOf(question), question.key))}
            onRemove={() => remove(question, index)}
            onAddAfter={() => onAdd(question.kind, question.key)}
          />
        ))}
      </ol>
      <span role="status" className={css.hidden}>
        {said}
      </span>
    </>
  );
}
