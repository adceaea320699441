// The public check of a certificate: today's status first, then exactly what the paper must say.
import { Button, Skeleton, TextInput } from '@mantine/core';
import { IconCertificate, IconCircleCheck, IconCircleX, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerifiedCertificate } from '#contract/certificates.ts';
import { verificationQuery } from '#web/features/certificates/certificates.queries.ts';
import { CertificateFacts } from '#web/features/certificates/components/CertificateFacts.tsx';
import { ApiError } from '#web/lib/api.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PublicFrame } from '#web/shell/PublicFrame.tsx';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { DateTime } from '#web/ui/DateTime.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import css from './VerifyPage.module.css';

export function VerifyPage() {
  const { verification_id = '' } = useParams({ strict: false }) as { verification_id?: string };
  return (
    <PublicFrame>
      <div className={css.page}>
        {verification_id === '' ? <Asking /> : <Verification verification_id={verification_id} />}
      </div>
    </PublicFrame>
  );
}

function Verification({ verification_id }: { verification_id: string }) {
  const { t } = useTranslation('certificates');
  const { data, error, isError, refetch } = useQuery(verificationQuery(verification_id));
  if (data) return <Result certificate={data} />;
  if (!isError) return <Skeleton height={480} radius="lg" />;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <>
        <EmptyState icon={IconCertificate} title={t('verify.unknown_title')} level={1}>
          {t('verify.unknown_words')}
        </EmptyState>
        <CodeForm />
      </>
    );
  }
  return <ErrorScreen error={error} onRetry={() => void refetch()} />;
}

const icons = { valid: IconCircleCheck, expired: IconHourglass, revoked: IconCircleX };

function Result({ certificate }: { certificate: VerifiedCertificate }) {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  const { status } = certificate;
  usePageTitle(t('verify.title'));
  const Icon = icons[status];
  const date = certificate.expires_on ? format.date(`${certificate.expires_on}T12:00:00Z`) : '';
  return (
    <article className={css.result}>
      <header className={css.verdict} data-status={status}>
        <Icon size={32} stroke={1.5} aria-hidden="true" />
        <div>
          <h1 className={css.title}>{t(`verify.${status}`)}</h1>
          <p className={css.words}>{t(`verify.${status}_words`, { date })}</p>
          {certificate.renewed_by && (
            <p className={css.words}>{t('verify.renewed', { number: certificate.renewed_by.number })}</p>
          )}
        </div>
      </header>
      <div className={css.facts}>
        <CertificateFacts paper={certificate} />
      </div>
      <footer className={css.foot}>
        {t('verify.checked')} <DateTime value={certificate.checked_at} />
        {certificate.pdf_sha256 && (
          <span className={css.print}>
            {t('verify.fingerprint')}: <code>{certificate.pdf_sha256}</code>
          </span>
        )}
      </footer>
    </article>
  );
}

function Asking() {
  const { t } = useTranslation('certificates');
  usePageTitle(t('verify.title'));
  return (
    <>
      <header>
        <h1 className={css.title}>{t('verify.title')}</h1>
        <p className={css.words}>{t('verify.lead')}</p>
      </header>
      <CodeForm />
    </>
  );
}

function CodeForm() {
  const { t } = useTranslation('certificates');
  const router = useRouter();
  const [code, setCode] = useState('');
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim()) void router.navigate({ href: `/verify/${encodeURIComponent(code.trim())}` });
      }}
    >
      <TextInput
        label={t('verify.code_label')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        required
      />
      <Button type="submit" variant="filled">
        {t('verify.code_action')}
      </Button>
    </form>
  );
}
