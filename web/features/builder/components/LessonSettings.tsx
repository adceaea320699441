// Settings of a lesson: when it counts as done, whether it counts at all, how long it takes, who may look inside.
import { NumberInput, Select, Switch } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { courseQuery, draftQuery } from '../builder.queries.ts';
import type { Lesson, LessonFields } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import {
  type CompletionRule,
  completionFields,
  minutesOf,
  rulesFor,
  secondsOf,
} from '../state/completion.ts';
import css from './SettingsPane.module.css';
import { useAutosave } from './use-autosave.ts';
import { useChanges } from './use-changes.ts';

type LessonSettingsProps = { lesson: Lesson; autosave: Autosave<LessonFields>; onShowChanges: () => void };

export function LessonSettings({ lesson, autosave, onShowChanges }: LessonSettingsProps) {
  const { t } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  const rules = rulesFor(lesson.kind);
  return (
    <>
      <Select
        label={t('field.completion_rule')}
        description={t(`rule_help.${fields.completion_rule}`)}
        data={rules.map((rule) => ({ value: rule, label: t(`rule.${rule}`) }))}
        value={fields.completion_rule}
        readOnly={rules.length === 1}
        onChange={(rule) => rule && autosave.edit(completionFields(rule as CompletionRule, fields))}
      />
      {fields.completion_rule === 'minimum_time' && (
        <NumberInput
          label={t('field.minimum_seconds')}
          suffix={` ${t('unit.minutes')}`}
          min={0.5}
          max={1440}
          step={1}
          decimalScale={1}
          value={minutesOf(fields.minimum_seconds)}
          onChange={(minutes) => autosave.edit({ minimum_seconds: secondsOf(minutes) })}
        />
      )}
      {fields.completion_rule === 'watched_share' && (
        <NumberInput
          label={t('field.watched_percent')}
          suffix=" %"
          min={1}
          max={100}
          allowDecimal={false}
          clampBehavior="blur"
          value={fields.watched_percent ?? ''}
          onChange={(percent) => typeof percent === 'number' && autosave.edit({ watched_percent: percent })}
        />
      )}
      <Switch
        className={css.switch}
        label={t('field.required')}
        description={t('help.required')}
        checked={fields.required}
        onChange={(event) => autosave.edit({ required: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('field.estimated_minutes')}
        suffix={` ${t('unit.minutes')}`}
        min={0}
        max={6000}
        allowDecimal={false}
        allowNegative={false}
        value={fields.estimated_minutes}
        onChange={(minutes) => typeof minutes === 'number' && autosave.edit({ estimated_minutes: minutes })}
      />
      <Switch
        className={css.switch}
        label={t('field.is_preview')}
        description={t('help.is_preview')}
        checked={fields.is_preview}
        onChange={(event) => autosave.edit({ is_preview: event.currentTarget.checked })}
      />
      <SinceVersion lesson_id={lesson.id} onShowChanges={onShowChanges} />
    </>
  );
}

/** What learners see instead of this, and the way to all that would change. */
function SinceVersion({ lesson_id, onShowChanges }: { lesson_id: string; onShowChanges: () => void }) {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  const { data: course } = useQuery(courseQuery(course_id));
  const { data: outline } = useQuery(draftQuery(course_id));
  const change = useChanges(course_id, outline).get(lesson_id);
  const version = course?.version_number;
  if (!change || !version) return null;
  return (
    <div className={css.since}>
      <IconHistory size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <b>{t(`since.${change}`, { version })}</b>
        <span className="ly-dimmed">{t('since.learners', { version })}</span>{' '}
        <button type="button" className={css.link} onClick={onShowChanges}>
          {t('since.show')}
        </button>
      </div>
    </div>
  );
}
