// The choices of a question: which are right, what they say, and a word to whoever picks one. Enter adds the next.
import { ActionIcon, Button, Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import { IconMessage, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxChoicesPerQuestion } from '#contract/assessment.ts';
import { takesSeveral } from '../state/answers.ts';
import {
  type DraftChoice,
  type DraftQuestion,
  newChoice,
  type QuestionFields,
  withRight,
} from '../state/quiz-draft.ts';
import css from './ChoiceRows.module.css';

type ChoiceRowsProps = { question: DraftQuestion; onEdit: (fields: Partial<QuestionFields>) => void };

export function ChoiceRows({ question, onEdit }: ChoiceRowsProps) {
  const { t } = useTranslation('assessment');
  const { choices, kind } = question;
  const { list, focusOn } = useRowFocus();
  const isFixed = kind === 'true_false';
  const change = (key: string, fields: Partial<DraftChoice>) =>
    onEdit({ choices: choices.map((choice) => (choice.key === key ? { ...choice, ...fields } : choice)) });
  function addAfter(index: number): void {
    if (isFixed || choices.length >= maxChoicesPerQuestion) return;
    const choice = newChoice();
    onEdit({ choices: [...choices.slice(0, index + 1), choice, ...choices.slice(index + 1)] });
    focusOn(choice.key);
  }
  function remove(index: number): void {
    onEdit({ choices: choices.filter((_choice, place) => place !== index) });
    focusOn(choices[index - 1]?.key ?? choices[index + 1]?.key);
  }
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>
        {t(takesSeveral(kind) ? 'editor.choices_multiple' : 'editor.choices_single')}
      </legend>
      <ul ref={list} className={css.list}>
        {choices.map((choice, index) => (
          <ChoiceRow
            key={choice.key}
            choice={choice}
            number={index + 1}
            group={question.key}
            isOneOfMany={takesSeveral(kind)}
            isFixed={isFixed}
            onChange={(fields) => change(choice.key, fields)}
            onRight={(is_correct) => onEdit({ choices: withRight(question, choice.key, is_correct) })}
            onEnter={() => addAfter(index)}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      {!isFixed && choices.length < maxChoicesPerQuestion && (
        <Button
          size="xs"
          variant="subtle"
          className={css.add}
          leftSection={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => addAfter(choices.length - 1)}
        >
          {t('editor.add_choice')}
        </Button>
      )}
    </fieldset>
  );
}

type ChoiceRowProps = {
  choice: DraftChoice;
  number: number;
  group: string;
  isOneOfMany: boolean;
  isFixed: boolean;
  onChange: (fields: Partial<DraftChoice>) => void;
  onRight: (is_correct: boolean) => void;
  onEnter: () => void;
  onRemove: () => void;
};

function ChoiceRow({
  choice,
  number,
  group,
  isOneOfMany,
  isFixed,
  onChange,
  onRight,
  onEnter,
  onRemove,
}: ChoiceRowProps) {
  const { t } = useTranslation('assessment');
  const [hasFeedback, setHasFeedback] = useState(choice.feedback !== '');
  const Mark = isOneOfMany ? Checkbox : Radio;
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onEnter();
    else if (event.key === 'Backspace' && choice.text === '' && !isFixed) onRemove();
    else return;
    event.preventDefault();
  }
  return (
    <li className={css.row} data-choice={choice.key}>
      <div className={css.line}>
        <span className={css.mark}>
          <Mark
            name={group}
            checked={choice.is_correct}
            aria-label={t('editor.is_right', { number })}
            onChange={(event) => onRight(event.currentTarget.checked)}
          />
        </span>
        <Textarea
          className={css.text}
          autosize
          minRows={1}
          maxRows={6}
          aria-label={t('editor.choice', { number })}
          placeholder={t('editor.choice', { number })}
          value={choice.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
          onKeyDown={onKey}
        />
        <ActionIcon
          aria-label={t('editor.choice_feedback', { number })}
          aria-pressed={hasFeedback}
          onClick={() => setHasFeedback(!hasFeedback)}
        >
          <IconMessage size={18} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
        {!isFixed && (
          <ActionIcon aria-label={t('editor.remove_choice', { number })} onClick={onRemove}>
            <IconX size={18} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        )}
      </div>
      {hasFeedback && (
        <TextInput
          className={css.feedback}
          aria-label={t('editor.choice_feedback', { number })}
          placeholder={t('editor.choice_feedback_help')}
          value={choice.feedback}
          onChange={(event) => onChange({ feedback: event.currentTarget.value })}
        />
      )}
    </li>
  );
}

/** Puts the focus on a row once it is drawn. */
function useRowFocus() {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-choice="${wanted.current}"] textarea`)?.focus();
    wanted.current = undefined;
  });
  return {
    list,
    focusOn: (key: string | undefined) => {
      wanted.current = key;
    },
  };
}
