// "I am here": one tap when the code came with the address, else six letters from the screen. Says what happened in a sentence.
import { Button, TextInput } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import { useCheckIn } from '../attendance.mutations.ts';
import css from './CheckIn.module.css';

type CheckInFormProps = {
  day_id: string;
  /** From the address behind the QR code. */
  given_code: string;
};

export function CheckInForm({ day_id, given_code }: CheckInFormProps) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const [code, setCode] = useState(given_code);
  const [isTyping, setIsTyping] = useState(given_code === '');
  const field = useRef<HTMLInputElement>(null);
  const checkIn = useCheckIn();
  const isEmpty = code.trim().length < 4;

  function send(event: FormEvent): void {
    event.preventDefault();
    if (checkIn.isPending) return;
    if (isEmpty) {
      field.current?.focus();
      return;
    }
    checkIn.mutate(
      { day_id, code: code.trim() },
      {
        onError: (error) => {
          // The code has turned meanwhile: the way on is to type the one that is shown now.
          if (problemOf(error)?.code !== 'check-in.refused') return;
          setIsTyping(true);
          setCode('');
          field.current?.focus();
        },
      },
    );
  }

  if (checkIn.data) {
    const { title, state, recorded_at, already, session_id } = checkIn.data;
    const words = { title, time: format.time(recorded_at), zone: format.zoneOf(recorded_at) };
    return (
      <div className={css.done} role="status">
        <IconCircleCheckFilled size={56} aria-hidden="true" className={css.tick} />
        <p className={css.sentence}>
          {already
            ? t(`done.already_${state}`, words)
            : t(`done.${state === 'late' ? 'late' : 'present'}`, words)}
        </p>
        <Button component={AppLink} href={`/sessions/${session_id}`} size="lg">
          {t('done.session')}
        </Button>
      </div>
    );
  }
  return (
    <form className={css.form} onSubmit={send} noValidate>
      {isTyping && (
        <TextInput
          ref={field}
          size="lg"
          label={t('form.code')}
          description={t('form.help')}
          value={code}
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          classNames={{ input: css.field }}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <div role="alert">{checkIn.error && <Refusal error={checkIn.error} />}</div>
      <Button type="submit" variant="filled" size="xl" fullWidth aria-busy={checkIn.isPending}>
        {t('form.submit')}
      </Button>
      {!isTyping && (
        <Button variant="subtle" size="md" onClick={() => setIsTyping(true)}>
          {t('form.type')}
        </Button>
      )}
    </form>
  );
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('attendance');
  const problem = problemOf(error);
  if (problem?.code === 'check-in.closed') {
    const { why } = problem.params as { why?: string };
    return <Note tone="due" title={t(`refusal.closed_${why ?? 'closed'}`)} />;
  }
  return <Note tone="due" title={problemText(error, t)} />;
}
