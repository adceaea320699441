// Paging in words and numbers: "1 to 25 of 5,012", the pages around this one, previous and next.
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import css from './Pager.module.css';
import { pagesAround } from './pages-around.ts';

type PagerProps = {
  page: number;
  pageSize: number;
  /** Null when the server did not count; then there are only previous and next. */
  count?: number | null;
  /** Rows on this page. */
  shown: number;
  onPage: (page: number) => void;
};

export function Pager({ page, pageSize, count, shown, onPage }: PagerProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const last = typeof count === 'number' ? Math.max(1, Math.ceil(count / pageSize)) : undefined;
  const first = (page - 1) * pageSize + 1;
  const hasNext = last === undefined ? shown >= pageSize : page < last;
  const figures = { from: format.number(first), to: format.number(first + shown - 1) };
  const isCounted = last !== undefined && shown > 0;
  return (
    <nav className={css.pager} aria-label={t('pager.label')}>
      <span className={css.words} role="status">
        {shown > 0 && !isCounted && t('pager.range', figures)}
        {isCounted && t('pager.range_of', { ...figures, total: format.number(count ?? 0) })}
      </span>
      {(page > 1 || hasNext) && (
        <span className={css.pages}>
          <ActionIcon aria-label={t('pager.previous')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            <IconChevronLeft size={18} stroke={1.5} className="ly-flip" />
          </ActionIcon>
          {pagesAround(page, last).map((entry) =>
            typeof entry === 'string' ? (
              <span key={entry} aria-hidden="true">
                …
              </span>
            ) : (
              <PageButton key={entry} number={entry} isCurrent={entry === page} onPage={onPage} />
            ),
          )}
          <ActionIcon aria-label={t('pager.next')} disabled={!hasNext} onClick={() => onPage(page + 1)}>
            <IconChevronRight size={18} stroke={1.5} className="ly-flip" />
          </ActionIcon>
        </span>
      )}
    </nav>
  );
}

type PageButtonProps = { number: number; isCurrent: boolean; onPage: (page: number) => void };

function PageButton({ number, isCurrent, onPage }: PageButtonProps) {
  const { t } = useTranslation('ui');
  return (
    <button
      type="button"
      className={css.page}
      aria-label={t('pager.page', { page: number })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => onPage(number)}
    >
      {number}
    </button>
  );
}
