// One question as it would be written: its text, its answers with the right ones marked, and whether to take it.
import { Checkbox } from '@mantine/core';
import { IconCheck, IconPoint } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PreviewQuestion } from '#contract/imports.ts';
import css from './Report.module.css';

type QuestionPreviewProps = {
  preview: PreviewQuestion;
  isChosen: boolean;
  onToggle: () => void;
};

export function QuestionPreview({ preview, isChosen, onToggle }: QuestionPreviewProps) {
  const { t } = useTranslation('imports');
  const { line, question } = preview;
  const { text, kind = 'single_choice', points } = question;
  return (
    <li className={css.question}>
      <Checkbox
        checked={isChosen}
        onChange={onToggle}
        label={<span className={css.text}>{text}</span>}
        description={[
          t('run.line', { line }),
          t(`question_kind.${kind}`),
          ...(points === undefined ? [] : [t('run.points', { count: points })]),
        ].join(' · ')}
      />
      <Answers question={question} />
    </li>
  );
}

function Answers({ question: { choices = [], answer, settings } }: Pick<PreviewQuestion, 'question'>) {
  const { t } = useTranslation('imports');
  const accepted = [answer, ...(settings?.accepted_answers ?? [])].filter((one) => typeof one === 'string');
  const tolerance = settings?.tolerance ? ` ± ${settings.tolerance}` : '';
  const rows = [
    ...choices.map((choice) => ({ text: choice.text, isRight: choice.is_correct === true })),
    ...(choices.length > 0 ? [] : accepted.map((one) => ({ text: `${one}${tolerance}`, isRight: true }))),
  ];
  return (
    <ul className={css.answers}>
      {rows.map(({ text, isRight }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers never move here, and two may say the same
        <li key={index} className={css.answer} data-right={isRight || undefined}>
          {isRight ? (
            <IconCheck size={16} stroke={2} role="img" aria-label={t('run.right')} />
          ) : (
            <IconPoint size={16} stroke={1.5} aria-hidden="true" />
          )}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
