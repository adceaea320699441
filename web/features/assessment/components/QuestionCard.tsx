// One question of the editor: a line that says what it asks and what it lacks, and below it, when open, all of it.
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconCopy,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { type DraftQuestion, problemsOf, type QuestionFields } from '../state/quiz-draft.ts';
import css from './QuestionCard.module.css';
import { QuestionForm } from './QuestionForm.tsx';

type QuestionCardProps = {
  question: DraftQuestion;
  number: number;
  question_count: number;
  isOpen: boolean;
  /** Why the server refused it, if it did. */
  error: unknown;
  onToggle: () => void;
  onEdit: (fields: Partial<QuestionFields>) => void;
  /** To another place, counted from 0. */
  onMove: (to: number) => void;
  onCopy: () => void;
  onRemove: () => void;
  onAddAfter: () => void;
};

export function QuestionCard(props: QuestionCardProps) {
  const { question, number, isOpen, error, onToggle, onEdit, onMove, onAddAfter } = props;
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const id = useId();
  const problems = problemsOf(question);
  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.altKey && step !== 0) onMove(number - 1 + step);
    else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') onAddAfter();
    else return;
    event.preventDefault();
  }
  return (
    <li className={css.card} data-open={isOpen || undefined} onKeyDown={onKey}>
      <div className={css.head}>
        <h2 className={css.heading}>
          <button
            type="button"
            className={css.toggle}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={onToggle}
          >
            <IconChevronDown size={16} stroke={1.5} className={css.chevron} aria-hidden="true" />
            <span className={css.number}>{number}</span>
            <span className={css.text} data-empty={question.text === '' || undefined}>
              {question.text || t('editor.untitled')}
            </span>
          </button>
        </h2>
        {problems.length > 0 && (
          <span className={css.problem} title={problems.map((code) => t(`problem.${code}`)).join(' ')}>
            <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
            {t('editor.not_ready')}
          </span>
        )}
        <span className={css.points}>
          {t('question.points', { count: question.points, points: format.number(question.points, 2) })}
        </span>
        <ActionMenu label={t('editor.actions', { number })} actions={useActions(props)} />
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <QuestionForm question={question} problems={problems} error={error} onEdit={onEdit} />}
      </div>
    </li>
  );
}

function useActions({
  number,
  question_count,
  onMove,
  onCopy,
  onRemove,
  onAddAfter,
}: QuestionCardProps): MenuAction[] {
  const { t } = useTranslation('assessment');
  return [
    {
      label: t('editor.move_up'),
      icon: IconArrowUp,
      shortcut: 'Alt ↑',
      onSelect: () => onMove(number - 2),
      unavailable: number === 1 ? t('editor.is_first') : undefined,
    },
    {
      label: t('editor.move_down'),
      icon: IconArrowDown,
      shortcut: 'Alt ↓',
      onSelect: () => onMove(number),
      unavailable: number === question_count ? t('editor.is_last') : undefined,
    },
    {
      label: t('editor.add_after'),
      icon: IconPlus,
      shortcut: 'Ctrl ↵',
      onSelect: onAddAfter,
      separated: true,
    },
    { label: t('editor.copy'), icon: IconCopy, onSelect: onCopy },
    { label: t('editor.remove'), icon: IconTrash, onSelect: onRemove, danger: true, separated: true },
  ];
}
