// One mail beside the log: to whom, when, what it said, and why it did not go out.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Mail } from '#contract/notifications.ts';
import { DateTime } from '#web/ui/DateTime.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useResendMail } from '../admin.mutations.ts';
import { mailQuery } from '../admin.queries.ts';
import css from './MailPanel.module.css';
import { MailStatus } from './MailStatus.tsx';

type MailPanelProps = { id: string; onClose: () => void; onPrevious?: () => void; onNext?: () => void };

export function MailPanel({ id, ...panel }: MailPanelProps) {
  const { t } = useTranslation('admin');
  const { data: mail, error } = useQuery(mailQuery(id));
  const resend = useResendMail();
  const again = () => resend.mutate(id, { onSuccess: () => notify(t('mail.resent')) });
  return (
    <SidePanel
      title={mail?.subject ?? t('mail.one')}
      detail={mail && <span className="ly-ltr">{mail.to_address}</span>}
      actions={
        mail?.state === 'failed' && (
          <Button variant="light" aria-busy={resend.isPending} onClick={() => !resend.isPending && again()}>
            {t('mail.resend')}
          </Button>
        )
      }
      {...panel}
    >
      {error && !mail ? <ErrorSummary error={error} /> : <MailBody mail={mail} />}
    </SidePanel>
  );
}

function MailBody({ mail }: { mail: (Mail & { text_body: string }) | undefined }) {
  const { t } = useTranslation('admin');
  if (!mail) return <Skeleton height={240} />;
  return (
    <div className={css.body}>
      {mail.last_error && (
        <Note
          tone={mail.state === 'failed' ? 'overdue' : 'due'}
          title={t('mail.error', { count: mail.attempts })}
        >
          <span lang="en">{mail.last_error}</span>
        </Note>
      )}
      <dl className={css.facts}>
        <Fact name={t('mail.column.state')}>
          <MailStatus mail={mail} />
        </Fact>
        <Fact name={t('mail.column.kind')}>{t(`mail.kind.${mail.kind}`)}</Fact>
        <Fact name={t('mail.column.created_at')}>
          <DateTime value={mail.created_at} />
        </Fact>
        {mail.sent_at && (
          <Fact name={t('mail.state.sent')}>
            <DateTime value={mail.sent_at} />
          </Fact>
        )}
      </dl>
      <pre className={css.text}>{mail.text_body}</pre>
      <p className="ly-dimmed">{t('mail.no_links')}</p>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="ly-dimmed">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
