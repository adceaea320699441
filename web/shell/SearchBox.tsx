// The look of the search box in the top bar: a button that opens search, with its keys; an icon on a phone.
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '#web/ui/Kbd.tsx';
import css from './SearchBox.module.css';

type SearchBoxProps = { onOpen: () => void; onPreload?: () => void };

export function SearchBox({ onOpen, onPreload }: SearchBoxProps) {
  const { t } = useTranslation('shell');
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  return (
    <button type="button" className={css.box} onClick={onOpen} onPointerEnter={onPreload} onFocus={onPreload}>
      <IconSearch size={18} stroke={1.5} aria-hidden="true" />
      <span className={css.words}>{t('search.words')}</span>
      <span className={css.keys} aria-hidden="true">
        <Kbd>{isApple ? '⌘' : 'Ctrl'}</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  );
}
