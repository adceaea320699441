// The lesson's title as it will stand above it: grows with its words; Enter goes on to the text.
import { Textarea } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonFields } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './LessonPane.module.css';
import { refusalFor, useAutosave } from './use-autosave.ts';

export function LessonTitle({ autosave }: { autosave: Autosave<LessonFields> }) {
  const { t } = useTranslation('builder');
  const { state, fields } = useAutosave(autosave);
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.closest('section')?.querySelector<HTMLElement>('[contenteditable="true"]')?.focus();
  }
  return (
    <Textarea
      classNames={{ root: css.titleRoot, input: css.title }}
      variant="unstyled"
      autosize
      rows={1}
      minRows={1}
      maxLength={200}
      aria-label={t('field.title')}
      placeholder={t('lesson.untitled')}
      value={fields.title}
      error={refusalFor(state, 'title') && t('lesson.title_missing')}
      onChange={(event) => autosave.edit({ title: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') })}
      onKeyDown={onKeyDown}
    />
  );
}
