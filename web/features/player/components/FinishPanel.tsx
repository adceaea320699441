// What stands in place of the lesson when the course was just finished: what is done, and what it has unlocked.
import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { newCertificateQuery } from '../certificate.queries.ts';
import css from './FinishPanel.module.css';

type FinishPanelProps = {
  course_id: string;
  title: string;
  lesson_count: number;
  isCertificateExpected: boolean;
  courseHref: string;
};

export function FinishPanel({
  course_id,
  title,
  lesson_count,
  isCertificateExpected,
  courseHref,
}: FinishPanelProps) {
  const { t } = useTranslation('player');
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: certificate } = useQuery({
    ...newCertificateQuery(course_id),
    enabled: isCertificateExpected,
  });
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, []);
  return (
    <section className={css.panel}>
      <IconCircleCheckFilled size={48} aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1} className={css.title}>
        {t('finish.title', { title })}
      </h1>
      <p className={css.words}>
        {t('finish.lessons', { count: lesson_count })} {!isCertificateExpected && t('finish.no_certificate')}
        {isCertificateExpected && (certificate ? t('finish.certificate') : t('finish.certificate_soon'))}
      </p>
      <div className={css.actions}>
        {isCertificateExpected && <CertificateButton pdf_url={certificate?.pdf_url} />}
        <Button
          component={AppLink}
          href="/catalog"
          size="lg"
          variant={isCertificateExpected ? 'default' : 'filled'}
        >
          {t('finish.to_catalog')}
        </Button>
      </div>
      <p>
        <AppLink href={courseHref} className={css.back}>
          {t('finish.to_course')}
        </AppLink>
      </p>
    </section>
  );
}

/** Leads to the certificate itself as soon as it is made, and until then to the page where it will be. */
function CertificateButton({ pdf_url }: { pdf_url: string | undefined }) {
  const { t } = useTranslation('player');
  if (!pdf_url) {
    return (
      <Button component={AppLink} href="/certificates" variant="filled" size="lg">
        {t('finish.to_certificates')}
      </Button>
    );
  }
  return (
    <Button
      component="a"
      href={pdf_url}
      download
      variant="filled"
      size="lg"
      leftSection={<IconDownload size={18} stroke={1.5} aria-hidden="true" />}
    >
      {t('finish.download')}
    </Button>
  );
}
