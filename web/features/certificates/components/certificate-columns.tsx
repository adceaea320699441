// The columns of a list of certificates.
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '#contract/certificates.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { CertificateStatus } from './CertificateStatus.tsx';

export function useCertificateColumns(): Column<Certificate>[] {
  const { t } = useTranslation('certificates');
  return [
    {
      id: 'course',
      header: t('column.course'),
      is_title: true,
      text: (row) => row.course_title,
      cell: (row) => <AppLink href={`/certificates/${row.id}`}>{row.course_title}</AppLink>,
    },
    {
      id: 'status',
      header: t('column.status'),
      width: '152px',
      text: (row) => t(`status.${row.status}`),
      cell: (row) => <CertificateStatus status={row.status} isEnding={row.can.includes('renew')} />,
    },
    {
      id: 'issued',
      header: t('column.issued'),
      width: '136px',
      text: (row) => row.issued_on,
      cell: (row) => <DateTime value={row.issued_at} format="date" />,
    },
    {
      id: 'expires',
      header: t('column.expires'),
      width: '136px',
      text: (row) => row.expires_on,
      cell: (row) => (row.expires_at ? <DateTime value={row.expires_at} format="date" /> : t('no_expiry')),
    },
    {
      id: 'number',
      header: t('column.number'),
      width: '168px',
      text: (row) => row.number,
      cell: (row) => <span className="ly-tabular">{row.number}</span>,
    },
    {
      id: 'download',
      header: '',
      label: t('column.action'),
      is_action: true,
      width: '176px',
      cell: (row) =>
        row.can.includes('renew') ? (
          <Button
            component={AppLink}
            href={`/certificates/${row.id}`}
            aria-label={t('renewal.of', { course: row.course_title })}
          >
            {t('renewal.short')}
          </Button>
        ) : (
          row.status !== 'revoked' && (
            <Button
              component="a"
              href={row.pdf_url}
              download
              aria-label={t('download_course', { course: row.course_title })}
              leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
            >
              {t('download')}
            </Button>
          )
        ),
    },
  ];
}
