// How fast pages are for three of four visits. Good and slow are those of the web vitals' authors.
import { useTranslation } from 'react-i18next';
import type { Usage, Vital } from '#contract/telemetry.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { Status } from '#web/ui/Status.tsx';

/** Up to the first it is good, past the second slow. Milliseconds; `cls` is a score. */
const limits: Record<Vital, readonly [good: number, slow: number]> = {
  lcp: [2500, 4000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  ttfb: [800, 1800],
};
const order = Object.keys(limits) as Vital[];

type Row = { route: string; visits: number; values: Partial<Record<Vital, number>> };

function rowsOf(vitals: Usage['vitals']): Row[] {
  const rows = new Map<string, Row>();
  for (const { route, vital, p75, visits } of vitals) {
    const known = rows.get(route) ?? { route, visits: 0, values: {} };
    rows.set(route, {
      route,
      visits: Math.max(known.visits, visits),
      values: { ...known.values, [vital]: p75 },
    });
  }
  return [...rows.values()].toSorted((a, b) => b.visits - a.visits);
}

export function SpeedTable({ vitals }: { vitals: Usage['vitals'] }) {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  const words = (vital: Vital, value: number) =>
    vital === 'cls' ? format.number(value, 2) : `${format.number(value / 1000, 2)} s`;
  const columns: Column<Row>[] = [
    { id: 'route', header: t('usage.page'), cell: ({ route }) => route, is_title: true },
    ...order.map(
      (vital): Column<Row> => ({
        id: vital,
        header: t(`usage.vital.${vital}`),
        cell: ({ values }) => {
          const value = values[vital];
          if (value === undefined) return '–';
          const kind = value <= limits[vital][0] ? 'ok' : value <= limits[vital][1] ? 'due' : 'overdue';
          return (
            <Status kind={kind} look="quiet">
              {words(vital, value)}
            </Status>
          );
        },
        width: '136px',
      }),
    ),
    {
      id: 'visits',
      header: t('usage.visits'),
      cell: ({ visits }) => format.number(visits),
      align: 'end',
      width: '96px',
    },
  ];
  // A sentence, not a frame around nothing.
  if (vitals.length === 0) return <p>{t('usage.no_speed')}</p>;
  return (
    <DataTable
      caption={t('usage.speed_caption')}
      columns={columns}
      rows={rowsOf(vitals)}
      rowKey={({ route }) => route}
      density="dense"
    />
  );
}
