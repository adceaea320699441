// How things stand, in one sentence whose counts lead to the rows behind them.
import { Trans, useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { useFormat } from '#web/lib/use-format.ts';

// The words stand in the text; `Trans` puts them inside.
const links = {
  o: <a href="#overdue">…</a>,
  w: <a href="#this-week">…</a>,
};

export function DashboardState({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  const { overdue, this_week, later } = dashboard;
  const minutes = [...overdue.results, ...this_week.results].reduce((sum, row) => sum + row.minutes_left, 0);
  const duration = format.minutes(minutes);
  if (overdue.count > 0 && this_week.count > 0) {
    return (
      <Trans
        t={t}
        i18nKey="state.both"
        values={{
          overdue: t('state.overdue', { count: overdue.count }),
          week: t('state.week', { count: this_week.count }),
          duration,
        }}
        components={links}
      />
    );
  }
  if (overdue.count > 0) {
    const values = { overdue: t('state.overdue', { count: overdue.count }), duration };
    return <Trans t={t} i18nKey="state.only_overdue" values={values} components={links} />;
  }
  if (this_week.count > 0) {
    const values = { week: t('state.week', { count: this_week.count }), duration };
    return <Trans t={t} i18nKey="state.only_week" values={values} components={links} />;
  }
  return t(later.count > 0 ? 'state.nothing_soon' : 'state.nothing');
}
