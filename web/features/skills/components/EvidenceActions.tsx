// What the reader may do with a piece of evidence: confirm, reject, take back.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '#web/lib/session.ts';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useDecideProof, useWithdraw } from '../skills.mutations.ts';
import type { Evidence } from '../skills.types.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import css from './Skills.module.css';

/** @param name  what it is, so that buttons of several rows are told apart */
export function EvidenceActions({
  evidence,
  name,
}: {
  evidence: Pick<Evidence, 'id' | 'can'>;
  name: string;
}) {
  const { t } = useTranslation('skills');
  const mayDecide = useCan(evidence, 'decide');
  const mayWithdraw = useCan(evidence, 'withdraw');
  const decide = useDecideProof();
  const withdraw = useWithdraw();
  const [asking, setAsking] = useState<'reject' | 'withdraw' | null>(null);
  if (!mayDecide && !mayWithdraw) return null;
  const { id } = evidence;
  const done = (words: string) => () => {
    setAsking(null);
    notify(t(words, { name }));
  };
  const confirm = () =>
    decide.mutate(
      { id, decision: 'confirmed', reason: '' },
      {
        onSuccess: done('proofs.confirmed'),
        onError: (error) => notifyProblem(problemText(error, t)),
      },
    );
  const reject = (reason: string) =>
    decide.mutate({ id, decision: 'rejected', reason }, { onSuccess: done('proofs.rejected') });
  return (
    <div className={css.buttons}>
      {mayDecide && (
        <>
          <Button
            size="xs"
            variant="light"
            loading={decide.isPending && asking === null}
            onClick={confirm}
            aria-label={t('proofs.confirm_of', { name })}
          >
            {t('proofs.confirm')}
          </Button>
          <Button size="xs" onClick={() => setAsking('reject')} aria-label={t('proofs.reject_of', { name })}>
            {t('proofs.reject')}
          </Button>
        </>
      )}
      {mayWithdraw && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => setAsking('withdraw')}
          aria-label={t('evidence.withdraw_of', { name })}
        >
          {t('evidence.withdraw')}
        </Button>
      )}
      {asking === 'reject' && (
        <ReasonDialog
          title={t('proofs.reject_title', { name })}
          submit={t('proofs.reject')}
          error={decide.error}
          isSaving={decide.isPending}
          onSubmit={reject}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'withdraw' && (
        <ReasonDialog
          title={t('evidence.withdraw_title')}
          submit={t('evidence.withdraw')}
          error={withdraw.error}
          isSaving={withdraw.isPending}
          onSubmit={(reason) => withdraw.mutate({ id, reason }, { onSuccess: done('evidence.withdrawn') })}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
