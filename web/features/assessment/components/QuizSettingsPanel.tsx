// The rules of a quiz: one sentence that says them, and the fields that change them.
import { Button, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FeedbackMode, feedbackModes } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import type { QuizSettings } from '../state/quiz-draft.ts';
import { type QuizEditorState, settingsRefusal } from '../state/quiz-editor-session.ts';
import css from './QuizSettingsPanel.module.css';

type QuizSettingsPanelProps = { state: QuizEditorState; onEdit: (fields: Partial<QuizSettings>) => void };

export function QuizSettingsPanel({ state, onEdit }: QuizSettingsPanelProps) {
  const { t } = useTranslation('assessment');
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const error = settingsRefusal(state);
  return (
    <section className={css.panel} aria-label={t('settings.title')}>
      <div className={css.head}>
        <RulesSentence settings={state.settings} />
        <Button
          size="xs"
          aria-expanded={isOpen}
          aria-controls={id}
          leftSection={<IconAdjustments size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('settings.change')}
        </Button>
      </div>
      {error !== null && (
        <Note tone="overdue" isAlert>
          {problemText(error, t)}
        </Note>
      )}
      <div id={id} hidden={!isOpen}>
        {isOpen && <SettingsFields settings={state.settings} onEdit={onEdit} />}
      </div>
    </section>
  );
}

function RulesSentence({ settings }: { settings: QuizSettings }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const parts = [
    t('settings.sentence.pass', { percent: format.percent(settings.pass_percent) }),
    settings.max_attempts === null
      ? t('settings.sentence.any_attempts')
      : t('settings.sentence.attempts', { count: settings.max_attempts }),
    settings.time_limit_seconds === null
      ? t('settings.sentence.no_limit')
      : t('settings.sentence.limit', { time: format.minutes(settings.time_limit_seconds / 60) }),
  ];
  return <p className={css.sentence}>{parts.join(' · ')}</p>;
}

function SettingsFields({
  settings,
  onEdit,
}: {
  settings: QuizSettings;
  onEdit: (fields: Partial<QuizSettings>) => void;
}) {
  const { t } = useTranslation('assessment');
  return (
    <div className={css.fields}>
      <TextInput
        label={t('settings.name')}
        value={settings.title}
        error={settings.title.trim() === '' ? t('settings.name_missing') : undefined}
        onChange={(event) => onEdit({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('settings.description')}
        description={t('settings.description_help')}
        autosize
        minRows={2}
        value={settings.description}
        onChange={(event) => onEdit({ description: event.currentTarget.value })}
      />
      <div className={css.row}>
        <NumberInput
          label={t('settings.pass')}
          suffix=" %"
          min={0}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          value={settings.pass_percent}
          onChange={(value) => typeof value === 'number' && onEdit({ pass_percent: value })}
        />
        <NumberInput
          label={t('settings.attempts')}
          description={t('settings.empty_is_unlimited')}
          min={1}
          max={1000}
          allowDecimal={false}
          value={settings.max_attempts ?? ''}
          onChange={(value) =>
            onEdit({ max_attempts: typeof value === 'number' && value >= 1 ? value : null })
          }
        />
        <NumberInput
          label={t('settings.time')}
          description={t('settings.empty_is_no_limit')}
          suffix={t('settings.minutes')}
          min={1}
          max={1440}
          allowDecimal={false}
          value={settings.time_limit_seconds === null ? '' : Math.ceil(settings.time_limit_seconds / 60)}
          onChange={(value) =>
            onEdit({ time_limit_seconds: typeof value === 'number' && value >= 1 ? value * 60 : null })
          }
        />
      </div>
      <Select
        label={t('settings.feedback')}
        data={feedbackModes.map((mode) => ({ value: mode, label: t(`settings.feedback_mode.${mode}`) }))}
        value={settings.feedback_mode}
        onChange={(mode) => mode && onEdit({ feedback_mode: mode as FeedbackMode })}
      />
      <Switch
        label={t('settings.shuffle_questions')}
        checked={settings.shuffle_questions}
        onChange={(event) => onEdit({ shuffle_questions: event.currentTarget.checked })}
      />
      <Switch
        label={t('settings.shuffle_choices')}
        checked={settings.shuffle_choices}
        onChange={(event) => onEdit({ shuffle_choices: event.currentTarget.checked })}
      />
    </div>
  );
}
