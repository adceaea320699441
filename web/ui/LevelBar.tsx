// A level of a skill as segments, and always in words: what is proven is filled, what is only declared is outlined, what is
// missing to the target is hatched, and a mark stands where the target ends.
import { useTranslation } from 'react-i18next';
import css from './LevelBar.module.css';

type LevelBarProps = {
  /** Proven level; 0 for none. */
  level: number;
  /** What the person says, when it is more than what is proven. */
  declared?: number | null;
  target?: number | null;
  /** How many levels there are. */
  levels?: number;
  /** What the level is of; for screen readers. */
  label: string;
};

export function LevelBar({ level, declared = null, target = null, levels = 5, label }: LevelBarProps) {
  const { t } = useTranslation('ui');
  const shown = Math.max(level, declared ?? 0);
  const words = [
    `${label}: ${t('level.of', { level: shown, of: levels })}`,
    shown > level && t('level.declared', { level }),
    target !== null && t('level.target', { target }),
  ].filter((part) => part !== false);
  return (
    <span className={css.line}>
      <span className={css.bar} role="img" aria-label={words.join(', ')}>
        {Array.from({ length: levels }, (_, index) => index + 1).map((step) => (
          <span
            key={step}
            className={css.segment}
            data-look={lookOf(step, level, declared ?? 0, target ?? 0)}
            data-target={step === target || undefined}
          />
        ))}
      </span>
      <span className={css.words} aria-hidden="true">
        <b>{shown}</b> {t('level.of_words', { of: target ?? levels })}
      </span>
    </span>
  );
}

function lookOf(step: number, level: number, declared: number, target: number) {
  if (step <= level) return 'proven';
  if (step <= declared) return 'declared';
  return step <= target ? 'missing' : 'none';
}

/** What the looks mean, below a table of bars. */
export function LevelLegend() {
  const { t } = useTranslation('ui');
  return (
    <ul className={css.legend}>
      {(['proven', 'declared', 'missing', 'target'] as const).map((look) => (
        <li key={look}>
          <span
            className={css.segment}
            data-look={look === 'target' ? 'proven' : look}
            data-target={look === 'target' || undefined}
            aria-hidden="true"
          />
          {t(`level.legend.${look}`)}
        </li>
      ))}
    </ul>
  );
}
