// Making one's own account, where the organization allows it. Who registered is signed in (L-77).
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from '#web/features/identity/components/Account.module.css';
import { RegisterForm } from '#web/features/identity/components/RegisterForm.tsx';
import { siteQuery } from '#web/features/identity/identity.queries.ts';
import { safeNext } from '#web/shell/guards.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { WallFrame } from '#web/shell/WallFrame.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';

/** Whether there is a form at all depends on the installation, so the page waits for it. */
export function loader({ context: { queryClient } }: PageLoaderInput) {
  return queryClient.prefetchQuery(siteQuery);
}

export function RegisterPage() {
  const { t } = useTranslation('identity');
  const router = useRouter();
  const next = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('next'),
  });
  const { data: site } = useQuery(siteQuery);
  const isClosed = site?.registration_open === false;
  const title = isClosed ? t('register.closed') : t('register.title');
  usePageTitle(title);
  return (
    <WallFrame title={title} lead={isClosed ? t('register.closed_why') : t('register.lead')}>
      {!isClosed && (
        <RegisterForm onRegistered={() => void router.navigate({ href: safeNext(next), replace: true })} />
      )}
      <p className={css.aside}>
        {t('register.have_account')}{' '}
        <AppLink href={next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'} className={css.link}>
          {t('register.sign_in')}
        </AppLink>
      </p>
    </WallFrame>
  );
}
