// Charts with their table twins.
import { BarChart } from './BarChart.tsx';
import { Columns } from './Columns.tsx';
import { TrendChart } from './TrendChart.tsx';

export const meta = { title: 'ui/Charts' };

const months = ['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
const shares = [71, 74, 73, 79, 84, 88];

export function Both() {
  return (
    <Columns min={320}>
      <TrendChart
        title="Completion has risen by 17 points since June"
        detail="Required courses completed, percent, by month"
        points={months.map((label, index) => ({ label, value: shares[index] ?? 0 }))}
        heads={{ label: 'Month', value: 'Completed' }}
        formatValue={(value) => `${value} %`}
        target={{ value: 90, label: 'Target 90 %' }}
      />
      <BarChart
        title="Warehouse has most of the overdue trainings"
        detail="Overdue trainings, today"
        points={[
          { label: 'Warehouse', value: 31 },
          { label: 'Transport', value: 12 },
          { label: 'Office', value: 3 },
          { label: 'Quality', value: 0 },
        ]}
        heads={{ label: 'Department', value: 'Overdue' }}
      />
    </Columns>
  );
}
