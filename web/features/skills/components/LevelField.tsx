// One of five levels, with the names that a skill gives them.
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LevelState } from '../skills.types.ts';
import { useSkillWords } from '../use-skill-words.ts';
import css from './Skills.module.css';

type LevelFieldProps = {
  label: string;
  description?: string;
  /** Names and descriptions, when the skill gives them. */
  levels?: readonly Pick<LevelState, 'level' | 'name' | 'description'>[];
  value: number | null;
  error?: string;
  onChange: (level: number) => void;
};

export function LevelField({ label, description, levels, value, error, onChange }: LevelFieldProps) {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  const shown = levels ?? [1, 2, 3, 4, 5].map((level) => ({ level, name: '', description: '' }));
  return (
    <Radio.Group
      label={label}
      description={description}
      value={value === null ? null : String(value)}
      error={error}
      onChange={(chosen) => onChange(Number(chosen))}
    >
      <div className={css.radios}>
        {shown.map((level) => (
          <Radio
            key={level.level}
            value={String(level.level)}
            label={words.levelName(level)}
            description={level.description || t(`level.meaning.${level.level}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
