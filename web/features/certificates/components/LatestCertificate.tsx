// On home: the latest achievement, with its dates and the way to it.
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import css from './Certificates.module.css';

type Latest = NonNullable<Dashboard['latest_certificate']>;

export function LatestCertificate({ certificate }: { certificate: Latest }) {
  const { t } = useTranslation('certificates');
  return (
    <section className={css.panel} aria-labelledby="latest-certificate">
      <h2 id="latest-certificate" className={css.panelTitle}>
        {t('latest.title')}
      </h2>
      <div className={css.latest}>
        <span className={css.seal} aria-hidden="true">
          <IconCertificate size={24} stroke={1.5} />
        </span>
        <div>
          <AppLink href={`/certificates/${certificate.id}`}>{certificate.course_title}</AppLink>
          <p className={css.small}>
            {t('latest.issued')} <DateTime value={certificate.issued_at} format="date" />
          </p>
          {certificate.expires_at && (
            <p className={css.small}>
              {t('latest.until')} <DateTime value={certificate.expires_at} format="date" />
            </p>
          )}
        </div>
      </div>
    </section>
  );
}
