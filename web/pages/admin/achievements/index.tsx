// All achievements with their rules: how many have each, and the way to change one or make another.
import { Button } from '@mantine/core';
import { IconMedal, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleRecord } from '#contract/achievements.ts';
import {
  type RulesSearch,
  rulesPageSize,
  rulesQuery,
} from '#web/features/achievements/achievements.queries.ts';
import { wordsFor } from '#web/features/achievements/achievements.types.ts';
import css from '#web/features/achievements/components/Achievements.module.css';
import { Medal } from '#web/features/achievements/components/Medal.tsx';
import { ruleWords } from '#web/features/achievements/rule-words.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Status } from '#web/ui/Status.tsx';

export function AchievementRulesPage() {
  const { t } = useTranslation('achievements');
  const router = useRouter();
  const [search, setSearch] = useState<RulesSearch>({ page: 1, search: '', archived: false });
  const list = useQuery(rulesQuery(search));
  const columns = useColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('rules.title')}
        state={list.data && t('rules.state', { count: list.data.count ?? 0 })}
        action={
          <Button
            component={AppLink}
            href="/admin/achievements/new"
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
          >
            {t('rules.add')}
          </Button>
        }
      />
      <FilterBar
        search={{
          value: search.search,
          label: t('rules.search'),
          onChange: (words) => setSearch({ ...search, page: 1, search: words }),
        }}
        filters={[
          {
            id: 'archived',
            label: t('rules.column.state'),
            options: [{ value: 'true', label: t('rules.archived') }],
          },
        ]}
        values={{ archived: search.archived ? 'true' : undefined }}
        onChange={(_id, value) => setSearch({ ...search, page: 1, archived: value === 'true' })}
        onClear={() => setSearch({ page: 1, search: '', archived: false })}
      />
      <DataTable
        caption={t('rules.title')}
        name="achievement-rules"
        columns={columns}
        rows={list.data?.results}
        rowKey={(row) => row.id}
        count={list.data?.count}
        page={search.page}
        pageSize={rulesPageSize}
        onPage={(page) => setSearch({ ...search, page })}
        onOpen={(row) => void router.navigate({ href: `/admin/achievements/${row.id}` })}
        isStale={list.isPlaceholderData}
        empty={
          <EmptyState icon={IconMedal} title={t('rules.empty')}>
            {t('rules.empty_words')}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): Column<RuleRecord>[] {
  const { t, i18n } = useTranslation('achievements');
  const state = (row: RuleRecord) => (row.archived_at ? 'archived' : row.is_active ? 'active' : 'paused');
  const looks = { active: 'ok', paused: 'draft', archived: 'archived' } as const;
  return [
    {
      id: 'name',
      header: t('rules.column.name'),
      is_title: true,
      text: (row) => wordsFor(row, i18n.language).name,
      cell: (row) => (
        <span className={css.cellName}>
          <Medal icon={row.icon} palette={row.palette} size="small" />
          <AppLink href={`/admin/achievements/${row.id}`}>{wordsFor(row, i18n.language).name}</AppLink>
        </span>
      ),
    },
    {
      id: 'rule',
      header: t('rules.column.rule'),
      text: (row) => ruleWords(row.rule, row.subjects, t),
      cell: (row) => ruleWords(row.rule, row.subjects, t),
    },
    {
      id: 'earned',
      header: t('rules.column.earned'),
      width: '112px',
      align: 'end',
      text: (row) => row.earned_count,
      cell: (row) => <span className="ly-tabular">{row.earned_count}</span>,
    },
    {
      id: 'state',
      header: t('rules.column.state'),
      width: '128px',
      text: (row) => t(`rules.${state(row)}`),
      cell: (row) => <Status kind={looks[state(row)]}>{t(`rules.${state(row)}`)}</Status>,
    },
  ];
}
