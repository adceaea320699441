// How an import stands, in a word.
import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '#contract/imports.ts';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';

const kinds: Record<ImportStatus, StatusKind> = {
  queued: 'not_started',
  running: 'in_progress',
  preview: 'due',
  done: 'completed',
  failed: 'failed',
};

export function ImportStatusWords({ status, look }: { status: ImportStatus; look?: 'line' | 'quiet' }) {
  const { t } = useTranslation('imports');
  return (
    <Status kind={kinds[status]} look={look}>
      {t(`status.${status}`)}
    </Status>
  );
}
