// Courses completed by month over the last year: the finding in the title, a table behind it.
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { TrendChart } from '#web/ui/TrendChart.tsx';
import { completionsByMonth } from '../completions-by-month.ts';

export function CompletionsChart({ completed_at }: { completed_at: readonly string[] }) {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  const months = completionsByMonth(completed_at, useNow(3600), format.zone);
  const total = months.reduce((sum, month) => sum + month.count, 0);
  const points = months.map(({ month, count }) => ({
    label: new Intl.DateTimeFormat(format.locale, { month: 'short', timeZone: 'UTC' }).format(
      new Date(`${month}-15T00:00:00Z`),
    ),
    value: count,
  }));
  return (
    <TrendChart
      title={t('chart.completed', { count: total })}
      points={points}
      heads={{ label: t('chart.month'), value: t('chart.courses') }}
      formatValue={(value) => format.number(value)}
    />
  );
}
