// One certificate: what it says, whether it holds, the paper, and the link for whoever must check it.
import { Button, Skeleton } from '@mantine/core';
import { IconDownload, IconLink, IconRefresh, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { certificateQuery, useRenew } from '#web/features/certificates/certificates.queries.ts';
import { CertificateFacts } from '#web/features/certificates/components/CertificateFacts.tsx';
import { CertificateStatus } from '#web/features/certificates/components/CertificateStatus.tsx';
import { RenewalNotes } from '#web/features/certificates/components/RenewalNotes.tsx';
import { RevokeDialog } from '#web/features/certificates/components/RevokeDialog.tsx';
import { useCan, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { notify } from '#web/ui/toast-store.ts';
import css from './CertificatePage.module.css';

export function CertificatePage() {
  const { t } = useTranslation('certificates');
  const { certificate_id = '' } = useParams({ strict: false }) as { certificate_id?: string };
  const { data: certificate, error, isError, refetch } = useQuery(certificateQuery(certificate_id));
  const [isRevoking, setIsRevoking] = useState(false);
  const mayRevoke = useCan(certificate, 'revoke');
  const mayRenew = useCan(certificate, 'renew');
  const renew = useRenew();
  const router = useRouter();
  const session = useSession();
  if (isError && !certificate) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  if (!certificate) return <Skeleton height={420} radius="lg" />;
  const copyLink = () =>
    void navigator.clipboard.writeText(certificate.verify_url).then(() => notify(t('copied')));
  const isOwn = session?.user.id === certificate.student_id;
  const takeAgain = () =>
    renew.mutate(certificate.id, {
      onSuccess: () => notify(t('renewal.opened')),
      moveOn: ({ course_id }) => {
        if (isOwn) void router.navigate({ href: `/learn/${course_id}` });
      },
    });
  return (
    <>
      <PageHeader
        title={certificate.course_title}
        breadcrumbs={[{ label: t('title'), href: '/certificates' }]}
        state={<CertificateStatus status={certificate.status} isEnding={mayRenew} />}
        action={
          certificate.status !== 'revoked' && (
            <Button
              component="a"
              href={certificate.pdf_url}
              download
              variant="filled"
              leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
            >
              {t('download')}
            </Button>
          )
        }
        menu={[
          ...(mayRenew ? [{ label: t('renewal.action'), icon: IconRefresh, onSelect: takeAgain }] : []),
          ...(certificate.status === 'revoked'
            ? []
            : [
                {
                  label: t('badge.download'),
                  icon: IconRosetteDiscountCheck,
                  // A file, not a page: the router must not take it.
                  onSelect: () => window.location.assign(certificate.credential_url),
                },
              ]),
          { label: t('share'), icon: IconLink, onSelect: copyLink },
          { label: t('open_check'), href: `/verify/${certificate.verification_id}` },
          ...(mayRevoke
            ? [{ label: t('revoke.action'), danger: true, onSelect: () => setIsRevoking(true) }]
            : []),
        ]}
      />
      <div className={css.page}>
        {certificate.revoke_reason && (
          <Note tone="overdue">{t('revoked_note', { reason: certificate.revoke_reason })}</Note>
        )}
        <RenewalNotes certificate={certificate} onRenew={mayRenew ? takeAgain : undefined} />
        <CertificateFacts paper={certificate} />
      </div>
      {isRevoking && <RevokeDialog id={certificate.id} onClose={() => setIsRevoking(false)} />}
    </>
  );
}
