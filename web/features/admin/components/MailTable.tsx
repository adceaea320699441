// The mail log, a page at a time: what went out, what waits, what could not be sent. A row opens the mail.
import { Button } from '@mantine/core';
import { IconMail, IconMailSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Mail } from '#contract/notifications.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { type MailSearch, mailPageSize } from '../mail-search.ts';
import { MailStatus } from './MailStatus.tsx';
import css from './MailTable.module.css';

type MailTableProps = {
  mails: readonly Mail[] | undefined;
  count: number | null | undefined;
  isStale: boolean;
  state: MailSearch;
  onChange: (next: MailSearch, options?: { replace: boolean }) => void;
};

export function MailTable({ mails, count, isStale, state, onChange }: MailTableProps) {
  const { t } = useTranslation('admin');
  return (
    <DataTable
      caption={t('mail.caption')}
      columns={useColumns()}
      rows={mails}
      rowKey={({ id }) => id}
      count={count}
      page={state.page}
      pageSize={mailPageSize}
      onPage={(page) => onChange({ ...state, page })}
      onOpen={({ id }) => onChange({ ...state, mail: id }, { replace: state.mail !== undefined })}
      activeKey={state.mail}
      isStale={isStale}
      empty={<NoMail state={state} onClear={() => onChange({ page: 1 })} />}
    />
  );
}

function NoMail({ state, onClear }: { state: MailSearch; onClear: () => void }) {
  const { t } = useTranslation('admin');
  const isNarrowed = state.search !== undefined || state.state !== undefined || state.kind !== undefined;
  if (!isNarrowed)
    return (
      <EmptyState icon={IconMail} title={t('mail.none_title')}>
        {t('mail.none')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconMailSearch}
      title={t('mail.empty_title')}
      action={<Button onClick={onClear}>{t('mail.clear')}</Button>}
    >
      {t('mail.empty')}
    </EmptyState>
  );
}

function useColumns(): Column<Mail>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'subject',
      header: t('mail.column.subject'),
      is_title: true,
      cell: ({ subject, to_address: to }) => (
        <span className={css.subject}>
          <b>{subject}</b>
          <span className="ly-dimmed ly-ltr">{to}</span>
        </span>
      ),
    },
    { id: 'kind', header: t('mail.column.kind'), cell: ({ kind }) => t(`mail.kind.${kind}`) },
    { id: 'state', header: t('mail.column.state'), cell: (mail) => <MailStatus mail={mail} look="quiet" /> },
    {
      id: 'created_at',
      header: t('mail.column.created_at'),
      cell: ({ created_at: at }) => (
        <span className={css.moment}>
          <DateTime value={at} />
        </span>
      ),
    },
  ];
}
