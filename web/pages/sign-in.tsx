// Signing in. Afterwards one stands where one wanted to go, if that is a page of ours.
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from '#web/features/identity/components/Account.module.css';
import { SignInForm } from '#web/features/identity/components/SignInForm.tsx';
import { siteQuery } from '#web/features/identity/identity.queries.ts';
import { safeNext } from '#web/shell/guards.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { WallFrame } from '#web/shell/WallFrame.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';

/** The organization's name stands in the title, so the page waits for it. */
export function loader({ context: { queryClient } }: PageLoaderInput) {
  return queryClient.prefetchQuery(siteQuery);
}

export function SignInPage() {
  const { t } = useTranslation('identity');
  const router = useRouter();
  const next = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('next'),
  });
  const { data: site } = useQuery(siteQuery);
  usePageTitle(t('sign_in.title_plain'));
  const title = site
    ? t('sign_in.title', { organization: site.organization_name })
    : t('sign_in.title_plain');
  const onSignedIn = () => void router.navigate({ href: safeNext(next), replace: true });
  return (
    <WallFrame
      title={title}
      lead={t('sign_in.lead')}
      links={[{ href: '/verify', label: t('sign_in.verify') }]}
    >
      <SignInForm isDemo={site?.is_demo ?? false} onSignedIn={onSignedIn} />
      {site && (
        <p className={css.aside}>
          {site.registration_open ? (
            <>
              {t('sign_in.new_here')}{' '}
              <AppLink
                href={next ? `/register?next=${encodeURIComponent(next)}` : '/register'}
                className={css.link}
              >
                {t('sign_in.register')}
              </AppLink>
            </>
          ) : (
            t('sign_in.ask')
          )}
        </p>
      )}
    </WallFrame>
  );
}
