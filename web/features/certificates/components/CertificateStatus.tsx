// Whether a certificate holds today: icon, word and colour.
import { useTranslation } from 'react-i18next';
import type { Certificate } from '#contract/certificates.ts';
import { Status } from '#web/ui/Status.tsx';

const looks = { valid: 'ok', expired: 'expiring', revoked: 'failed' } as const;

type CertificateStatusProps = {
  status: Certificate['status'];
  /** It is still valid, but its end is near. */
  isEnding?: boolean;
};

export function CertificateStatus({ status, isEnding = false }: CertificateStatusProps) {
  const { t } = useTranslation('certificates');
  if (status === 'valid' && isEnding) return <Status kind="expiring">{t('status.ending')}</Status>;
  return <Status kind={looks[status]}>{t(`status.${status}`)}</Status>;
}
