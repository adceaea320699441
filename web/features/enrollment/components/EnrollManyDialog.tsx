// Enrolls many people by their addresses and says what became of each line.
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOfDay } from '#web/lib/end-of-day.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Status } from '#web/ui/Status.tsx';
import { addressesIn } from '../addresses.ts';
import { useEnrollMany } from '../enrollment.mutations.ts';
import css from './EnrollManyDialog.module.css';

export function EnrollManyDialog({ course_id, onClose }: { course_id: string; onClose: () => void }) {
  const { t } = useTranslation('enrollment');
  const zone = useTimeZone();
  const enroll = useEnrollMany(course_id);
  const [text, setText] = useState('');
  const [day, setDay] = useState('');
  const [isEmptyRefused, setIsEmptyRefused] = useState(false);
  const addresses = addressesIn(text);
  const submit = () => {
    setIsEmptyRefused(addresses.length === 0);
    if (addresses.length === 0 || enroll.isPending) return;
    enroll.mutate({ emails: addresses, ...(day ? { due_at: endOfDay(day, zone) } : {}) });
  };
  const close = { 'aria-label': t('learners.cancel') };
  return (
    <Modal opened onClose={onClose} title={t('enroll_many.title')} size="lg" closeButtonProps={close}>
      {enroll.data ? (
        <div className={css.stack}>
          <p role="status">{t('enroll_many.done', { count: enroll.data.enrolled_count })}</p>
          <ul className={css.results}>
            {enroll.data.results.map(({ given, outcome }) => (
              // A repeated address has its own outcome, so the pair is unique.
              <li key={`${given} ${outcome}`}>
                <span className={css.address}>{given}</span>
                <Status kind={outcome === 'enrolled' ? 'ok' : outcome === 'not_found' ? 'failed' : 'exempt'}>
                  {t(`enroll_many.outcome.${outcome}`)}
                </Status>
              </li>
            ))}
          </ul>
          <Button variant="filled" onClick={onClose}>
            {t('enroll_many.close')}
          </Button>
        </div>
      ) : (
        <form
          className={css.stack}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {enroll.isError && <ErrorSummary error={enroll.error} />}
          <Textarea
            label={t('enroll_many.label')}
            description={t('enroll_many.help')}
            error={isEmptyRefused && addresses.length === 0 ? t('enroll_many.nobody') : undefined}
            autosize
            minRows={5}
            maxRows={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            type="date"
            label={t('enroll_many.due_label')}
            description={t('learners.due_help', { zone })}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" aria-busy={enroll.isPending}>
            {t('enroll_many.submit', { count: addresses.length })}
          </Button>
        </form>
      )}
    </Modal>
  );
}
