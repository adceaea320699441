// Asking for a link to set a new password.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '#web/features/identity/components/Account.module.css';
import { ForgotPasswordForm } from '#web/features/identity/components/ForgotPasswordForm.tsx';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { WallFrame } from '#web/shell/WallFrame.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';

export function ForgotPasswordPage() {
  const { t } = useTranslation('identity');
  const [sentTo, setSentTo] = useState<string>();
  usePageTitle(t('forgot.title'));
  return (
    <WallFrame title={t('forgot.title')} lead={sentTo === undefined && t('forgot.lead')}>
      {sentTo === undefined ? (
        <ForgotPasswordForm onSent={setSentTo} />
      ) : (
        <Note tone="ok" title={t('forgot.sent_title')} isAlert>
          {t('forgot.sent', { email: sentTo })}
        </Note>
      )}
      <p className={css.aside}>
        <AppLink href="/sign-in" className={css.link}>
          {t('forgot.back')}
        </AppLink>
      </p>
    </WallFrame>
  );
}
