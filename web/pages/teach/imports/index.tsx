// Imports: begin one, and the ones so far.
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ImportTable } from '#web/features/imports/components/ImportTable.tsx';
import { StartImport } from '#web/features/imports/components/StartImport.tsx';
import { importsQuery } from '#web/features/imports/imports.queries.ts';
import { importHref, importsHref } from '#web/features/imports/links.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import css from './imports.module.css';

const pageOf = (value: unknown): number => {
  const page = Number(value);
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
};

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  void queryClient.prefetchQuery(importsQuery(pageOf(search['page'])));
}

export function ImportsPage() {
  const { t } = useTranslation('imports');
  const router = useRouter();
  const searchStr = useRouterState({ select: ({ location }) => location.searchStr });
  const page = pageOf(new URLSearchParams(searchStr).get('page') ?? 1);
  const runs = useQuery(importsQuery(page));
  if (runs.isError && !runs.data)
    return <ErrorScreen error={runs.error} onRetry={() => void runs.refetch()} />;
  const waiting = runs.data?.results.filter(({ status }) => status === 'preview').length ?? 0;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        state={waiting > 0 ? t('list.waiting', { count: waiting }) : t('list.state')}
      />
      <div className={css.parts}>
        <Section title={t('start.title')}>
          <StartImport onStarted={(id) => void router.navigate({ href: importHref(id) })} />
        </Section>
        <Section title={t('list.so_far')} count={runs.data?.count ?? undefined}>
          <ImportTable
            runs={runs.data?.results}
            count={runs.data?.count}
            page={page}
            isStale={runs.isPlaceholderData}
            onPage={(next) =>
              void router.navigate({
                href: next === 1 ? importsHref : `${importsHref}?page=${next}`,
                resetScroll: false,
              })
            }
          />
        </Section>
      </div>
    </>
  );
}
