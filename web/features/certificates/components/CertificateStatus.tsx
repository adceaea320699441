// Whether a certificate holds today: icon, word and colour.
import { useTranslation } from 'react-i18next';
import type { Certificate } from '#contract/certificates.ts';
import { Status } from '#web/ui/Status.tsx';

const looks = { valid: 'ok', expired: 'expiring', revoked: 'failed' } as const;

export function CertificateStatus({ status }: { status: Certificate['status'] }) {
  const { t } = useTranslation('certificates');
  return <Status kind={looks[status]}>{t(`status.${status}`)}</Status>;
}
