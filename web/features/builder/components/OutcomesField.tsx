// "What you will be able to do": one line each. An empty line is one that is being written; it is not saved.
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseFields } from '../builder.types.ts';
import type { Autosave } from '../state/autosave-runner.ts';
import css from './SettingsPane.module.css';
import { useAutosave } from './use-autosave.ts';

const most = 12;
type Line = { id: number; text: string };

let lastId = 0;
const lineOf = (text: string): Line => {
  lastId += 1;
  return { id: lastId, text };
};

export function OutcomesField({ autosave }: { autosave: Autosave<CourseFields> }) {
  const { t } = useTranslation('builder');
  const { state, fields } = useAutosave(autosave);
  const [lines, setLines] = useState(() => fields.outcomes.map(lineOf));
  const list = useRef<HTMLFieldSetElement>(null);
  // Only what comes from elsewhere is read anew: the server leaves out the empty line that is being written.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the generation says when
  useEffect(() => setLines(fields.outcomes.map(lineOf)), [state.generation]);

  function change(next: Line[]): void {
    setLines(next);
    autosave.edit({ outcomes: next.map(({ text }) => text) });
  }
  function add(): void {
    if (lines.length >= most) return;
    setLines([...lines, lineOf('')]);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('textarea') ?? [])].at(-1)?.focus());
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>, { id, text }: Line): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text.trim() !== '') add();
    }
    if (event.key !== 'Backspace' || text !== '') return;
    event.preventDefault();
    change(lines.filter((line) => line.id !== id));
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('textarea') ?? [])].at(-1)?.focus());
  }

  return (
    <fieldset ref={list} className={css.lines}>
      <legend className={css.legend}>{t('field.outcomes')}</legend>
      {lines.map((line, index) => (
        <div key={line.id} className={css.line}>
          <Textarea
            autosize
            rows={1}
            minRows={1}
            aria-label={t('settings.outcome', { number: index + 1 })}
            maxLength={300}
            value={line.text}
            onChange={(event) => {
              const text = event.currentTarget.value.replace(/\s*\n\s*/g, ' ');
              change(lines.map((one) => (one.id === line.id ? { ...one, text } : one)));
            }}
            onKeyDown={(event) => onKeyDown(event, line)}
          />
          <ActionIcon
            aria-label={t('settings.remove_outcome', { number: index + 1 })}
            onClick={() => change(lines.filter(({ id }) => id !== line.id))}
          >
            <IconX size={16} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      {lines.length < most && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
            onClick={add}
          >
            {t('settings.add_outcome')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
