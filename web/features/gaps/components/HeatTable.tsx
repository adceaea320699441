// The heat table: people, teams or departments against skills. Figures and words in every cell, colour only besides. Arrow keys
// walk through the cells, Enter opens one; on a phone each row is a card.
import { useTranslation } from 'react-i18next';
import type { Heat, HeatRow, HeatRows } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { useIsPhone } from '#web/ui/use-is-phone.ts';
import { useOverflow } from '#web/ui/use-overflow.ts';
import { useGridKeys } from '../use-grid-keys.ts';
import { HeatCards } from './HeatCards.tsx';
import { HeatCellView, HeatFigure } from './HeatCell.tsx';
import css from './HeatTable.module.css';

export type HeatTableProps = {
  heat: Heat;
  rows: HeatRows;
  isStale: boolean;
  /** The address of what stands behind a figure; a row without one is all rows, a skill without one all skills. */
  hrefOf: (row?: HeatRow, skill_id?: string) => string;
};

export function HeatTable(props: HeatTableProps) {
  const { heat, rows, isStale, hrefOf } = props;
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const isPhone = useIsPhone();
  const { ref, isOverflowing } = useOverflow<HTMLDivElement>();
  const onKeyDown = useGridKeys();
  if (isPhone) return <HeatCards {...props} />;
  return (
    <div ref={ref} className={css.scroll} data-stale={isStale || undefined} data-scrolls={isOverflowing}>
      <table className={css.table} onKeyDown={onKeyDown}>
        <caption className={css.caption}>{t(`heat.caption.${rows}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`heat.row.${rows}`)}</th>
            {heat.columns.map((column) => (
              <th key={column.skill_id} scope="col">
                {column.name}
              </th>
            ))}
            <th scope="col" className={css.end}>
              {t('heat.gaps')}
            </th>
          </tr>
        </thead>
        <tbody>
          {heat.results.map((row) => {
            const cells = new Map(row.cells.map((cell) => [cell.skill_id, cell]));
            return (
              <tr key={row.id ?? 'none'}>
                <th scope="row">
                  <RowName row={row} rows={rows} />
                </th>
                {heat.columns.map(({ skill_id, name }) => (
                  <HeatCellView
                    key={skill_id}
                    cell={cells.get(skill_id)}
                    rows={rows}
                    label={`${nameOf(row, t(`heat.nobody.${rows}`))}, ${name}`}
                    href={hrefOf(row, skill_id)}
                  />
                ))}
                <td className={css.end}>
                  <HeatFigure
                    value={row.gap_count}
                    href={hrefOf(row)}
                    label={t('heat.gaps_of', {
                      name: nameOf(row, t(`heat.nobody.${rows}`)),
                      count: row.gap_count,
                    })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('heat.below')}</th>
            {heat.columns.map((column) => (
              <td key={column.skill_id}>
                <HeatFigure
                  value={column.below_count}
                  href={hrefOf(undefined, column.skill_id)}
                  label={t('heat.below_in', { name: column.name, count: column.below_count })}
                >
                  {t('heat.of', {
                    part: format.number(column.below_count),
                    all: format.number(column.required_count),
                  })}
                </HeatFigure>
              </td>
            ))}
            <td className={css.end}>
              <HeatFigure
                value={heat.totals.gap_count}
                href={hrefOf()}
                label={t('heat.all_gaps', { count: heat.totals.gap_count })}
              />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export const nameOf = (row: HeatRow, nobody: string): string => row.name ?? nobody;

export function RowName({ row, rows }: { row: HeatRow; rows: HeatRows }) {
  const { t } = useTranslation('gaps');
  const people = t('heat.people', { count: row.people_count });
  if (rows === 'people' && row.person) {
    return (
      <PersonCard
        person={row.person}
        href={`/team?person=${row.person.id}`}
        detail={[row.person.position, row.person.department].filter(Boolean).join(', ')}
      />
    );
  }
  return (
    <span className={css.group}>
      <b>{nameOf(row, t(`heat.nobody.${rows}`))}</b>
      <small className="ly-dimmed">{people}</small>
    </span>
  );
}
