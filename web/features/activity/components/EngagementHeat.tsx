// When people learn: seven days by 24 hours. A table, so that every figure can be read; the shade only helps the eye.
import { useTranslation } from 'react-i18next';
import type { Engagement } from '#contract/activity.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { useOverflow } from '#web/ui/use-overflow.ts';
import { heatOf, hourLabels, weekdayNames } from '../engagement.ts';
import css from './EngagementHeat.module.css';

export function EngagementHeat({ engagement }: { engagement: Engagement }) {
  const { t, i18n } = useTranslation('activity');
  const format = useFormat();
  const { ref, isOverflowing } = useOverflow<HTMLDivElement>();
  const { rows, busiest } = heatOf(engagement.hours);
  const days = weekdayNames(i18n.language);
  return (
    <div ref={ref} className={css.scroll} tabIndex={isOverflowing ? 0 : undefined}>
      <table className={css.table}>
        <caption className={css.caption}>{t('engagement.caption', { zone: engagement.time_zone })}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={css.hidden}>{t('engagement.day')}</span>
            </th>
            {hourLabels.map((hour) => (
              <th key={hour} scope="col" data-quiet={Number(hour) % 3 !== 0 || undefined}>
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={days[index]}>
              <th scope="row">{days[index]}</th>
              {cells.map((cell, hour) => (
                <td
                  key={hourLabels[hour]}
                  data-heat={cell.step}
                  title={t('engagement.cell', {
                    day: days[index],
                    hour: hourLabels[hour],
                    actions: format.number(cell.actions),
                    people: format.number(cell.people),
                  })}
                >
                  <span className={css.hidden}>{cell.actions}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.legend}>
        <span>{t('engagement.none')}</span>
        {[0, 1, 2, 3, 4].map((step) => (
          <span key={step} className={css.swatch} data-heat={step} aria-hidden="true" />
        ))}
        <span>
          {busiest &&
            t('engagement.most', {
              day: days[busiest.weekday - 1],
              hour: hourLabels[busiest.hour],
              count: busiest.actions,
            })}
        </span>
      </p>
    </div>
  );
}
