// The heat table on a phone: a card per row, its skills below each other, gaps first.
import { useTranslation } from 'react-i18next';
import { type GapState, gapStates, openStates } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { lookOf } from '../gap-looks.ts';
import { useHeatWords } from './HeatCell.tsx';
import css from './HeatTable.module.css';
import { type HeatTableProps, RowName } from './HeatTable.tsx';

const isOpen = (state: GapState) => (openStates as readonly GapState[]).includes(state);

export function HeatCards({ heat, rows, isStale, hrefOf }: HeatTableProps) {
  const { t } = useTranslation('gaps');
  const words = useHeatWords(rows);
  const format = useFormat();
  const below = heat.columns.filter((column) => column.below_count > 0);
  const names = new Map(heat.columns.map((column) => [column.skill_id, column.name]));
  return (
    <ul className={css.cards} aria-label={t(`heat.caption.${rows}`)} data-stale={isStale || undefined}>
      {heat.results.map((row) => (
        <li key={row.id ?? 'none'} className={css.card}>
          <RowName row={row} rows={rows} />
          <ul className={css.skills}>
            {row.cells
              .toSorted((a, b) => gapStates.indexOf(b.state) - gapStates.indexOf(a.state))
              .map((cell) => {
                const { icon: Icon, tone } = lookOf(cell.state, cell.short_by ?? 0);
                const { figures, state } = words(cell);
                return (
                  <li key={cell.skill_id}>
                    <AppLink
                      href={hrefOf(row, cell.skill_id)}
                      className={css.skill}
                      data-tone={tone}
                      data-open={isOpen(cell.state) || undefined}
                    >
                      <span>{names.get(cell.skill_id)}</span>
                      <span className={css.word}>
                        <Icon size={14} stroke={1.75} />
                        {state}
                      </span>
                      <span className={css.figures}>{figures}</span>
                    </AppLink>
                  </li>
                );
              })}
          </ul>
        </li>
      ))}
      {below.length > 0 && (
        <li className={css.card}>
          <b>{t('heat.below')}</b>
          <ul className={css.skills}>
            {below.map(({ skill_id, name, below_count, required_count }) => (
              <li key={skill_id}>
                <AppLink href={hrefOf(undefined, skill_id)} className={css.skill}>
                  <span>{name}</span>
                  <span className={css.number}>
                    {t('heat.of', { part: format.number(below_count), all: format.number(required_count) })}
                  </span>
                </AppLink>
              </li>
            ))}
          </ul>
        </li>
      )}
    </ul>
  );
}
