// The people behind a figure of the heat table, beside it.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { type Figure, gapPeopleQuery } from '../gaps.queries.ts';
import type { HeatSearch } from '../heat-search.ts';
import { GapState } from './GapState.tsx';
import css from './Gaps.module.css';

type HeatPanelProps = {
  title: string;
  detail: string;
  search: HeatSearch;
  figure: Figure;
  onClose: () => void;
};

export function HeatPanel({ title, detail, search, figure, onClose }: HeatPanelProps) {
  const { t } = useTranslation('gaps');
  const [page, setPage] = useState(1);
  const { data, error } = useQuery(gapPeopleQuery(search, figure, page));
  return (
    <SidePanel title={title} detail={detail} onClose={onClose}>
      {error && !data ? <ErrorSummary error={error} /> : !data && <Skeleton height={200} />}
      {data && (
        <>
          <ul className={css.list} aria-label={t('panel.people')}>
            {data.results.map((row) => (
              <li key={`${row.person.id} ${row.skill_id}`}>
                <span>
                  <AppLink href={`/team?person=${row.person.id}`}>{row.person.display_name}</AppLink>
                  <small className="ly-dimmed">
                    {figure.skill ? row.person.position : row.skill_name} ·{' '}
                    {t('panel.level', { level: row.level, required: row.required_level })}
                  </small>
                </span>
                <GapState {...row} />
              </li>
            ))}
          </ul>
          {data.results.length === 0 && <p className={css.words}>{t('panel.nobody')}</p>}
          {(data.count ?? 0) > 50 && (
            <Pager
              page={page}
              pageSize={50}
              count={data.count}
              shown={data.results.length}
              onPage={setPage}
            />
          )}
        </>
      )}
    </SidePanel>
  );
}
