// Where the link of the reset mail leads. The token is taken out of the address at once.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResetPasswordForm } from '#web/features/identity/components/ResetPasswordForm.tsx';
import { readResetToken } from '#web/features/identity/reset-token.ts';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { WallFrame } from '#web/shell/WallFrame.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';

export function ResetPasswordPage() {
  const { t } = useTranslation('identity');
  const [token] = useState(() => readResetToken(window.location.hash));
  const [state, setState] = useState<'form' | 'done' | 'broken'>(token === null ? 'broken' : 'form');
  // Neither the history nor a picture of the screen should keep it.
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  const words = {
    form: { title: t('reset.title'), lead: t('reset.lead') },
    done: { title: t('reset.done_title'), lead: t('reset.done') },
    broken: { title: t('reset.broken_title'), lead: t('reset.broken') },
  }[state];
  usePageTitle(words.title);
  return (
    <WallFrame title={words.title} lead={words.lead}>
      {state === 'form' && token !== null && (
        <ResetPasswordForm
          token={token}
          onDone={() => setState('done')}
          onBroken={() => setState('broken')}
        />
      )}
      {state === 'done' && (
        <Button component={AppLink} href="/sign-in" variant="filled" size="lg" fullWidth>
          {t('sign_in.submit')}
        </Button>
      )}
      {state === 'broken' && (
        <Button component={AppLink} href="/forgot-password" variant="filled" size="lg" fullWidth>
          {t('reset.again')}
        </Button>
      )}
    </WallFrame>
  );
}
