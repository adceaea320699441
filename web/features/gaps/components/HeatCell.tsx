// One cell of the heat table: level and target (or people at target), the state in words with its sign, and the way to the rows
// behind it.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeatCell, HeatRows } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { lookOf } from '../gap-looks.ts';
import { useGapWords } from '../use-gap-words.ts';
import css from './HeatTable.module.css';

type HeatCellProps = {
  cell: HeatCell | undefined;
  rows: HeatRows;
  /** Whose and of what, for screen readers. */
  label: string;
  href: string;
};

export function HeatCellView({ cell, rows, label, href }: HeatCellProps) {
  const { t } = useTranslation('gaps');
  const words = useHeatWords(rows);
  if (!cell) {
    return (
      <td className={css.cell}>
        <span aria-hidden="true">–</span>
        <span className={css.caption}>{t('heat.not_asked')}</span>
      </td>
    );
  }
  const { icon: Icon, tone } = lookOf(cell.state, cell.short_by ?? 0);
  const { figures, state, full } = words(cell);
  return (
    <td className={css.cell} data-tone={tone}>
      <AppLink href={href} className={css.inside} data-grid-cell>
        <span className={css.caption}>{`${label}: ${full}`}</span>
        <span className={css.figures} aria-hidden="true">
          {figures}
        </span>
        <span className={css.word} aria-hidden="true">
          <Icon size={14} stroke={1.75} />
          {state}
        </span>
      </AppLink>
    </td>
  );
}

/** The figures and words of a cell. */
export function useHeatWords(rows: HeatRows) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const gap = useGapWords();
  return (cell: HeatCell): { figures: ReactNode; state: string; full: string } => {
    const isPerson = rows === 'people';
    const part = format.number(isPerson ? (cell.level ?? 0) : cell.met_count);
    const all = format.number(isPerson ? (cell.required_level ?? 0) : cell.required_count);
    const short = cell.short_by ?? 0;
    const below = cell.required_count - cell.met_count;
    // In a cell there is room for one word; "no level yet, 2 short" is said in full to those who listen.
    const state =
      isPerson && cell.state === 'none'
        ? t('state.short_word', { count: short })
        : !isPerson && below > 0
          ? t('heat.below_word', { count: below })
          : t(`state_word.${cell.state}`, { count: short });
    return {
      figures: (
        <>
          <b>{part}</b> / {all}
        </>
      ),
      state: isPerson && cell.state === 'short' ? t('state.short_word', { count: short }) : state,
      full: isPerson
        ? t('heat.person_full', {
            level: part,
            required: all,
            state: gap.state(cell.state, short, cell.ends_on),
          })
        : t('heat.group_full', {
            met: part,
            asked: all,
            state: t(`state_word.${cell.state}`, { count: short }),
          }),
    };
  };
}

type HeatFigureProps = { value: number; href: string; label: string; children?: ReactNode };

/** A number that opens its people; a zero opens nothing. */
export function HeatFigure({ value, href, label, children }: HeatFigureProps) {
  const format = useFormat();
  if (value === 0) return <span className="ly-dimmed">{format.number(0)}</span>;
  return (
    <AppLink href={href} className={css.number} data-grid-cell>
      <span className={css.caption}>{label}</span>
      <span aria-hidden="true">{children ?? format.number(value)}</span>
    </AppLink>
  );
}
