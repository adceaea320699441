// What the paper says, line by line: the same on the holder's page and on the public one.
import { useTranslation } from 'react-i18next';
import type { VerifiedCertificate } from '#contract/certificates.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './Certificates.module.css';

type Paper = Omit<VerifiedCertificate, 'checked_at' | 'pdf_sha256'>;

export function CertificateFacts({ paper }: { paper: Paper }) {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  // Calendar dates without a time: the paper names the same day everywhere.
  const day = (value: string) => format.date(`${value}T12:00:00Z`);
  const facts: [string, string][] = [
    [t('fact.recipient'), paper.recipient_name],
    [t('fact.course'), `${paper.course_title} (${paper.course_code})`],
    [t('fact.completed'), day(paper.completed_on)],
    ...(paper.score_percent === null
      ? []
      : [[t('fact.score'), format.percent(paper.score_percent)] as [string, string]]),
    ...(paper.duration_minutes > 0
      ? [[t('fact.duration'), format.minutes(paper.duration_minutes)] as [string, string]]
      : []),
    [t('fact.issued'), day(paper.issued_on)],
    [t('fact.expires'), paper.expires_on ? day(paper.expires_on) : t('fact.never')],
    [t('fact.instructor'), paper.instructor_name],
    [t('fact.organization'), paper.organization_name],
    [t('fact.number'), paper.number],
  ];
  return (
    <dl className={css.facts}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
