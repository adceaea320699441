// How a skill stands against its target: sign, word and colour together.
import type { GapState as State } from '#contract/gaps-shapes.ts';
import { lookOf } from '../gap-looks.ts';
import { useGapWords } from '../use-gap-words.ts';
import css from './Gaps.module.css';

type GapStateProps = { state: State; short_by: number; ends_on?: string | null };

export function GapState({ state, short_by, ends_on }: GapStateProps) {
  const words = useGapWords();
  const { icon: Icon, tone } = lookOf(state, short_by);
  return (
    <span className={css.state} data-tone={tone}>
      <span className={css.sign} aria-hidden="true">
        <Icon size={16} stroke={1.5} />
      </span>
      {words.state(state, short_by, ends_on)}
    </span>
  );
}
