// Amounts by kind as lying bars: the word before, the figure after each bar, so that no legend is needed.
import { useFormat } from '#web/lib/use-format.ts';
import css from './BarChart.module.css';
import { ChartFrame, type ChartPoint } from './ChartFrame.tsx';

type BarChartProps = {
  title: string;
  detail?: string;
  points: readonly ChartPoint[];
  heads: { label: string; value: string };
  formatValue?: (value: number) => string;
  level?: 2 | 3;
  /** The end of the scale; the largest value when left out. */
  top?: number;
};

export function BarChart(props: BarChartProps) {
  const format = useFormat();
  const formatValue = props.formatValue ?? ((value: number) => format.number(value, 1));
  const top = props.top ?? Math.max(1, ...props.points.map((point) => point.value));
  return (
    <ChartFrame {...props} formatValue={formatValue}>
      <div className={css.bars}>
        {props.points.map((point) => (
          <div key={point.label} className={css.bar}>
            <span className={css.label}>{point.label}</span>
            <span className={css.track} aria-hidden="true">
              <span
                className={css.fill}
                style={{ inlineSize: `${Math.min(100, (point.value / top) * 100)}%` }}
              />
            </span>
            <span className={css.figure}>{formatValue(point.value)}</span>
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
