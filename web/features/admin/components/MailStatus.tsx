// How a mail stands: sent, waiting for its turn, or given up.
import { useTranslation } from 'react-i18next';
import type { Mail } from '#contract/notifications.ts';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';

const kinds: Record<Mail['state'], StatusKind> = { sent: 'ok', waiting: 'in_progress', failed: 'failed' };

export function MailStatus({ mail, look }: { mail: Pick<Mail, 'state'>; look?: 'line' | 'quiet' }) {
  const { t } = useTranslation('admin');
  return (
    <Status kind={kinds[mail.state]} look={look}>
      {t(`mail.state.${mail.state}`)}
    </Status>
  );
}
