// One import: how far it is, what it would write, what came of it, and what stayed behind.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ImportStatusWords } from '#web/features/imports/components/ImportStatusWords.tsx';
import { IssueList } from '#web/features/imports/components/IssueList.tsx';
import { Outcome } from '#web/features/imports/components/Outcome.tsx';
import { PreviewForm } from '#web/features/imports/components/PreviewForm.tsx';
import { RunProgress } from '#web/features/imports/components/RunProgress.tsx';
import { importQuery, isUnderWay } from '#web/features/imports/imports.queries.ts';
import { importsHref } from '#web/features/imports/links.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './imports.module.css';

export function loader({ context: { queryClient }, params }: PageLoaderInput) {
  return found(queryClient.ensureQueryData(importQuery(params['import_id'] ?? '')));
}

export function ImportPage() {
  const { t } = useTranslation('imports');
  const id = usePathParam('import_id');
  const { data: run, error, refetch } = useQuery(importQuery(id));
  if (error && !run) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton height={320} aria-hidden="true" />;
  const { status, report, kind, file_name: name } = run;
  const ended = status === 'done' || status === 'failed';
  return (
    <>
      <PageHeader
        title={name}
        eyebrow={<ImportStatusWords status={status} />}
        state={t(`run.state.${status}`, { kind: t(`kind.${kind}.name`) })}
        breadcrumbs={[{ label: t('list.title'), href: importsHref }]}
      />
      <div className={css.report}>
        {isUnderWay(status) && <RunProgress run={run} />}
        {ended && <Outcome run={run} />}
        {status === 'preview' && <PreviewForm run={run} />}
        <IssueList report={report} />
      </div>
    </>
  );
}
