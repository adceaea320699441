// What stopped a form about an account. Says how long to wait when there were too many tries.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemOf } from '#web/ui/problem.ts';

type AccountProblemProps = { error: unknown; labels?: Readonly<Record<string, string>> };

export function AccountProblem({ error, labels }: AccountProblemProps) {
  const problem = problemOf(error);
  const seconds =
    problem?.code === 'rate.limited' ? Number(problem.params['retry_after_seconds']) : Number.NaN;
  return Number.isFinite(seconds) ? (
    <WaitNote key={problem?.request_id} seconds={seconds} />
  ) : (
    <ErrorSummary error={error} labels={labels} />
  );
}

function WaitNote({ seconds }: { seconds: number }) {
  const { t } = useTranslation('identity');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const minutes = Math.ceil(seconds / 60);
  const words = seconds > 90 ? t('wait_minutes', { count: minutes }) : t('wait', { count: seconds });
  return (
    <div ref={ref} tabIndex={-1}>
      <Note tone="due" title={words} isAlert />
    </div>
  );
}
