// The front door for people without a session: what this is, what there is to learn, and a check for certificates.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { categoriesQuery, newestCoursesQuery } from '#web/features/catalog/catalog.queries.ts';
import { CatalogResults, NoCourses } from '#web/features/catalog/components/CatalogResults.tsx';
import { CategoryTiles } from '#web/features/catalog/components/CategoryTiles.tsx';
import { CertificateCheck } from '#web/features/catalog/components/CertificateCheck.tsx';
import { LandingHero } from '#web/features/catalog/components/LandingHero.tsx';
import { siteQuery } from '#web/features/identity/identity.queries.ts';
import { CoverWall } from '#web/shell/CoverWall.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Section } from '#web/ui/Section.tsx';
import css from './LandingPage.module.css';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(siteQuery);
  void queryClient.prefetchQuery(newestCoursesQuery);
  void queryClient.prefetchQuery(categoriesQuery);
}

export function LandingPage() {
  const { t } = useTranslation('catalog');
  const site = useQuery(siteQuery).data;
  const newest = useQuery(newestCoursesQuery);
  const categories = (useQuery(categoriesQuery).data?.results ?? []).filter(
    ({ course_count }) => course_count > 0,
  );
  useEffect(() => {
    document.title = `${t('landing.title')} · Lyceum`;
  }, [t]);
  return (
    <div className={css.page}>
      <LandingHero
        organization={site?.organization_name}
        mayRegister={site?.registration_open ?? false}
        picture={<CoverWall />}
      />
      {categories.length > 0 && (
        <Section title={t('landing.categories')}>
          <CategoryTiles categories={categories} />
        </Section>
      )}
      <Section
        title={t('landing.newest')}
        action={
          <AppLink href="/catalog" className={css.all}>
            {t('landing.all_courses')}
          </AppLink>
        }
      >
        {newest.error ? (
          <ErrorScreen error={newest.error} onRetry={() => void newest.refetch()} />
        ) : (
          <CatalogResults
            courses={newest.data?.results}
            view="cards"
            placeholder_count={6}
            level={3}
            empty={<NoCourses />}
          />
        )}
      </Section>
      <CertificateCheck />
    </div>
  );
}
