// For whoever holds somebody's certificate in their hands: its code leads to what is true of it today.
import { Button, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verificationIdIn } from '../verification-id.ts';
import css from './CertificateCheck.module.css';

export function CertificateCheck() {
  const { t } = useTranslation('catalog');
  const router = useRouter();
  const [isMissing, setIsMissing] = useState(false);
  function check(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const code = verificationIdIn(String(new FormData(event.currentTarget).get('code') ?? ''));
    setIsMissing(code === null);
    if (code !== null) void router.navigate({ href: `/verify/${encodeURIComponent(code)}` });
  }
  return (
    <section className={css.check} aria-labelledby="check-title">
      <IconShieldCheck size={32} stroke={1.5} className={css.icon} aria-hidden="true" />
      <div className={css.words}>
        <h2 id="check-title" className={css.title}>
          {t('check.title')}
        </h2>
        <p className={css.why}>{t('check.why')}</p>
      </div>
      <form className={css.form} onSubmit={check} noValidate>
        <TextInput
          name="code"
          className={css.field}
          aria-label={t('check.label')}
          placeholder="7Q4M-2KX9-…"
          autoComplete="off"
          spellCheck={false}
          error={isMissing && t('check.missing')}
        />
        <Button type="submit">{t('check.submit')}</Button>
      </form>
    </section>
  );
}
