// The path to this page. The last word is the page itself and is not a link.
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from './AppLink.tsx';
import css from './Breadcrumbs.module.css';

export type Crumb = { label: string; href: string };

export function Breadcrumbs({ crumbs, current }: { crumbs: readonly Crumb[]; current: string }) {
  const { t } = useTranslation('ui');
  return (
    <nav aria-label={t('breadcrumbs')} className={css.path}>
      {crumbs.map((crumb) => (
        <Fragment key={crumb.href}>
          <AppLink href={crumb.href} className={css.step}>
            {crumb.label}
          </AppLink>
          <IconChevronRight size={16} stroke={1.5} className="ly-flip" aria-hidden="true" />
        </Fragment>
      ))}
      <span aria-current="page" className={css.current}>
        {current}
      </span>
    </nav>
  );
}
