// What every chart stands in: a title that says the finding, the drawing, and the same figures as a table.
import { Button } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ChartFrame.module.css';

export type ChartPoint = { label: string; value: number };

type ChartFrameProps = {
  /** The finding, not the measure: 'Overdue trainings have halved since June'. */
  title: string;
  /** The measure, its unit and its period. */
  detail?: string;
  points: readonly ChartPoint[];
  /** Heads of the table. */
  heads: { label: string; value: string };
  formatValue: (value: number) => string;
  /** Heading level; 3 inside a section. */
  level?: 2 | 3;
  children: ReactNode;
};

export function ChartFrame(props: ChartFrameProps) {
  const { title, detail, points, heads, formatValue, children, level = 2 } = props;
  const Heading = level === 2 ? 'h2' : 'h3';
  const { t } = useTranslation('ui');
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  const Icon = isTable ? IconChartLine : IconTable;
  return (
    <figure className={css.frame} aria-labelledby={id}>
      <figcaption className={css.head}>
        <div className={css.words}>
          <Heading id={id} className={css.title}>
            {title}
          </Heading>
          {detail && <div className={css.detail}>{detail}</div>}
        </div>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? t('chart.as_chart') : t('chart.as_table')}
        </Button>
      </figcaption>
      {isTable ? (
        <table className={css.table} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{heads.label}</th>
              <th scope="col">{heads.value}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.label}>
                <th scope="row">{point.label}</th>
                <td>{formatValue(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        children
      )}
    </figure>
  );
}
