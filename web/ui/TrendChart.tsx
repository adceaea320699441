// A line over time with an optional target. Never mirrored: time runs to the right in every language.
import { useFormat } from '#web/lib/use-format.ts';
import { ChartFrame, type ChartPoint } from './ChartFrame.tsx';
import { gridValues, labelStep, roundTop } from './chart-scale.ts';
import css from './TrendChart.module.css';
import { useWidth } from './use-width.ts';

type TrendChartProps = {
  title: string;
  detail?: string;
  points: readonly ChartPoint[];
  heads: { label: string; value: string };
  formatValue?: (value: number) => string;
  level?: 2 | 3;
  /** A dashed line with its words. */
  target?: { value: number; label: string };
};

const height = 220;
const pad = { top: 16, end: 16, bottom: 28, start: 44 };

export function TrendChart(props: TrendChartProps) {
  const format = useFormat();
  const formatValue = props.formatValue ?? ((value: number) => format.number(value, 1));
  const { ref, width } = useWidth<HTMLDivElement>();
  return (
    <ChartFrame {...props} formatValue={formatValue}>
      <div ref={ref} className={css.box}>
        <Drawing {...props} formatValue={formatValue} width={width} />
      </div>
    </ChartFrame>
  );
}

type DrawingProps = TrendChartProps & { formatValue: (value: number) => string; width: number };

function Drawing({ title, points, target, formatValue, width }: DrawingProps) {
  const inner = { width: width - pad.start - pad.end, height: height - pad.top - pad.bottom };
  const top = roundTop(Math.max(target?.value ?? 0, ...points.map((point) => point.value)));
  const x = (index: number) => pad.start + (inner.width * index) / Math.max(1, points.length - 1);
  const y = (value: number) => pad.top + inner.height * (1 - value / top);
  const line = points
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(point.value)}`)
    .join('');
  const floor = y(0);
  const step = labelStep(points.length, inner.width, 56);
  const last = points.at(-1);
  return (
    <svg className={css.chart} width={width} height={height} role="img" aria-label={title}>
      {gridValues(top).map((value) => (
        <g key={value}>
          <path d={`M${pad.start} ${y(value)}H${width - pad.end}`} className={css.grid} />
          <text x={pad.start - 8} y={y(value) + 4} className={css.axis} textAnchor="end">
            {formatValue(value)}
          </text>
        </g>
      ))}
      {points.map(
        (point, index) =>
          (points.length - 1 - index) % step === 0 && (
            <text
              key={point.label}
              x={index === points.length - 1 ? width : x(index)}
              y={height - 8}
              className={css.axis}
              textAnchor={index === points.length - 1 ? 'end' : 'middle'}
            >
              {point.label}
            </text>
          ),
      )}
      <path d={`${line}L${x(points.length - 1)} ${floor}L${x(0)} ${floor}Z`} className={css.area} />
      {target && (
        <>
          <path d={`M${pad.start} ${y(target.value)}H${width - pad.end}`} className={css.target} />
          <text x={pad.start + 4} y={y(target.value) - 6} className={css.axis}>
            {target.label}
          </text>
        </>
      )}
      <path d={line} className={css.line} />
      {points.map((point, index) => (
        <circle key={point.label} cx={x(index)} cy={y(point.value)} r={4} className={css.point}>
          <title>{`${point.label}: ${formatValue(point.value)}`}</title>
        </circle>
      ))}
      {last && (
        <text x={x(points.length - 1)} y={y(last.value) - 12} className={css.figure} textAnchor="end">
          {formatValue(last.value)}
        </text>
      )}
    </svg>
  );
}
