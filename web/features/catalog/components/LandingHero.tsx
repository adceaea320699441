// The first thing a visitor sees: what this is, in one sentence, and a search over what there is to learn.
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { catalogHref } from '../catalog-search.ts';
import css from './LandingHero.module.css';

type LandingHeroProps = {
  /** Whose training this is; undefined while it is not known. */
  organization: string | undefined;
  /** People may make their own accounts here. */
  mayRegister: boolean;
  /** Beside the words on a wide screen; decorative. */
  picture: ReactNode;
};

export function LandingHero({ organization, mayRegister, picture }: LandingHeroProps) {
  const { t } = useTranslation('catalog');
  return (
    <section className={css.hero}>
      <div className={css.words}>
        <p className={css.organization}>
          {organization ? t('landing.organization', { organization }) : '\u00a0'}
        </p>
        <h1 className={css.title} tabIndex={-1}>
          {t('landing.title')}
        </h1>
        <p className={css.lead}>{t('landing.lead')}</p>
        <CourseSearch />
        <p className={css.account}>
          {mayRegister && (
            <>
              {t('landing.new_here')} <AppLink href="/register">{t('landing.register')}</AppLink>{' '}
            </>
          )}
          {t('landing.have_account')} <AppLink href="/sign-in">{t('landing.sign_in')}</AppLink>
        </p>
      </div>
      <div className={css.picture} aria-hidden="true">
        {picture}
      </div>
    </section>
  );
}

function CourseSearch() {
  const { t } = useTranslation('catalog');
  const router = useRouter();
  function find(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const search = String(new FormData(event.currentTarget).get('search') ?? '').trim();
    void router.navigate({ href: catalogHref({ search }) });
  }
  return (
    <search>
      <form className={css.search} onSubmit={find}>
        <TextInput
          name="search"
          type="search"
          size="lg"
          className={css.field}
          aria-label={t('landing.search')}
          placeholder={t('landing.search')}
          leftSection={<IconSearch size={18} stroke={1.5} aria-hidden="true" />}
        />
        <Button type="submit" size="lg">
          {t('landing.find')}
        </Button>
      </form>
    </search>
  );
}
