// Judges a badge from elsewhere: paste it or choose its file; the answer says what holds, what does not and what is unknown.
import { Button, FileButton, Modal, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeVerdict } from '#contract/certificates.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { useCheckBadge } from '../certificates.queries.ts';
import css from './Certificates.module.css';

export function BadgeCheck({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const [credential, setCredential] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const check = useCheckBadge();
  const take = (file: File | null) => void file?.text().then(setCredential);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('badge.check_title')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <form
        className={css.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsMissing(credential.trim() === '');
          if (credential.trim() !== '') check.mutate(credential);
        }}
      >
        <ErrorSummary error={check.error} />
        <Textarea
          className={css.mono}
          label={t('badge.field')}
          description={t('badge.help')}
          error={isMissing && t('ui:field_problem.required')}
          autosize
          minRows={4}
          maxRows={10}
          maxLength={500_000}
          value={credential}
          onChange={(event) => {
            check.reset();
            setCredential(event.currentTarget.value);
          }}
          data-autofocus
        />
        <div className={css.fileLine}>
          <FileButton onChange={take} accept=".json,.jwt,.svg,.txt,application/json,image/svg+xml">
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} stroke={1.5} aria-hidden="true" />}>
                {t('badge.choose')}
              </Button>
            )}
          </FileButton>
          <Button type="submit" variant="filled" aria-busy={check.isPending}>
            {t('badge.check')}
          </Button>
        </div>
        <div aria-live="polite">{check.data && <Verdict verdict={check.data} />}</div>
      </form>
    </Modal>
  );
}

function Verdict({ verdict }: { verdict: BadgeVerdict }) {
  const { t } = useTranslation('certificates');
  const isChecked = verdict.signature === 'verified';
  const tone = !verdict.valid ? 'overdue' : isChecked ? 'ok' : 'due';
  const title = !verdict.valid ? 'badge.invalid' : isChecked ? 'badge.valid' : 'badge.valid_unchecked';
  return (
    <Note tone={tone} title={t(title)}>
      {verdict.achievement_name && (
        <p className={css.noteWords}>
          {t('badge.about', { name: verdict.achievement_name, issuer: verdict.issuer_name ?? '–' })}
        </p>
      )}
      <p className={css.noteWords}>{t(`badge.signature.${verdict.signature}`)}</p>
      {verdict.problems.length > 0 && (
        <ul className={css.problems}>
          {verdict.problems.map((problem) => (
            <li key={`${problem.path}:${problem.code}`}>
              {t(`badge.problem.${problem.code}`, { defaultValue: t('badge.problem.other') })}
              {problem.path && <code> {problem.path}</code>}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
