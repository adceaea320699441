// What came before and after a certificate, and what to do when its end is near.
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '#contract/certificates.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import css from './Certificates.module.css';

type RenewalNotesProps = { certificate: Certificate; onRenew: (() => void) | undefined };

export function RenewalNotes({ certificate, onRenew }: RenewalNotesProps) {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  const { status, expires_on, renewed_by, renewed_by_id, renews_id } = certificate;
  const date = expires_on ? format.date(`${expires_on}T12:00:00Z`) : '';
  return (
    <>
      {onRenew && (
        <Note tone="due" title={t(status === 'expired' ? 'renewal.ended' : 'renewal.ending', { date })}>
          <p className={css.noteWords}>{t('renewal.how')}</p>
          <Button leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden="true" />} onClick={onRenew}>
            {t('renewal.action')}
          </Button>
        </Note>
      )}
      {renewed_by && renewed_by_id && (
        <Note tone="info">
          {t('renewal.renewed')}{' '}
          <AppLink href={`/certificates/${renewed_by_id}`}>{renewed_by.number}</AppLink>
        </Note>
      )}
      {renews_id && (
        <Note tone="plain">
          <AppLink href={`/certificates/${renews_id}`}>{t('renewal.renews')}</AppLink>
        </Note>
      )}
    </>
  );
}
