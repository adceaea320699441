// The first thing in the tab order: jumps over the navigation to the content.
import { useTranslation } from 'react-i18next';
import css from './SkipLink.module.css';

export function SkipLink() {
  const { t } = useTranslation('shell');
  return (
    <a className={css.skip} href="#main">
      {t('skip')}
    </a>
  );
}
