// What each of the five levels is called and asks for.
import { NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Criterion } from '#contract/skills.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { isComplete, type LevelValues, newCriterion } from '../level-values.ts';
import { CriterionFields } from './CriterionFields.tsx';
import css from './Skills.module.css';

type LevelsEditorProps = {
  levels: readonly LevelValues[];
  /** Shows what is still empty. */
  isChecked: boolean;
  onChange: (levels: LevelValues[]) => void;
};

export function LevelsEditor({ levels, isChecked, onChange }: LevelsEditorProps) {
  const edit = (changed: LevelValues) =>
    onChange(levels.map((one) => (one.level === changed.level ? changed : one)));
  return (
    <div className={css.stack}>
      {levels.map((level) => (
        <LevelEditor key={level.level} level={level} isChecked={isChecked} onChange={edit} />
      ))}
    </div>
  );
}

type LevelEditorProps = { level: LevelValues; isChecked: boolean; onChange: (level: LevelValues) => void };

function LevelEditor({ level, isChecked, onChange }: LevelEditorProps) {
  const { t } = useTranslation('skills');
  const words = { level: level.level };
  const setCriterion = (place: number, criterion: Criterion) =>
    onChange({ ...level, criteria: level.criteria.map((one, index) => (index === place ? criterion : one)) });
  const remove = (place: number) =>
    onChange({ ...level, criteria: level.criteria.filter((_, index) => index !== place) });
  return (
    <fieldset className={css.editor}>
      <legend>
        <b>{t('level.plain', words)}</b>
      </legend>
      <div className={css.pair}>
        <TextInput
          label={t('editor.name', words)}
          placeholder={t(`level.word.${level.level}`)}
          maxLength={60}
          value={level.name}
          onChange={(event) => onChange({ ...level, name: event.currentTarget.value })}
        />
        <NumberInput
          label={t('editor.validity', words)}
          placeholder={t('editor.for_ever')}
          min={1}
          max={600}
          allowDecimal={false}
          value={level.validity_months ?? ''}
          onChange={(value) =>
            onChange({ ...level, validity_months: typeof value === 'number' ? value : null })
          }
        />
      </div>
      <Textarea
        label={t('editor.description', words)}
        maxLength={1000}
        autosize
        minRows={1}
        value={level.description}
        onChange={(event) => onChange({ ...level, description: event.currentTarget.value })}
      />
      <div className={css.stack}>
        <div className={css.head}>
          <span>{level.criteria.length === 0 ? t('editor.no_criteria') : t('editor.criteria')}</span>
          {level.criteria.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={t('editor.match', words)}
              data={(['all', 'any'] as const).map((value) => ({ value, label: t(`editor.match_${value}`) }))}
              value={level.match}
              onChange={(match) => onChange({ ...level, match: match as LevelValues['match'] })}
            />
          )}
        </div>
        {level.criteria.map((criterion, place) => (
          <CriterionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and are only added at the end
            key={place}
            criterion={criterion}
            level={level.level}
            isMissing={isChecked && !isComplete(criterion)}
            onChange={(changed) => setCriterion(place, changed)}
            onRemove={() => remove(place)}
          />
        ))}
        <div>
          <ActionMenu
            look="link"
            label={t('editor.add', words)}
            words={t('editor.add', words)}
            icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
            actions={(['course', 'quiz', 'rating', 'external'] as const).map((kind) => ({
              label: t(`editor.kind.${kind}`),
              onSelect: () =>
                onChange({ ...level, criteria: [...level.criteria, newCriterion(kind, level.level)] }),
            }))}
          />
        </div>
      </div>
    </fieldset>
  );
}
