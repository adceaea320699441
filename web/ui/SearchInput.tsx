// A search field that tells its owner a moment after the last key, and at once on Enter or when it is emptied.
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './SearchInput.module.css';

type SearchInputProps = {
  value: string;
  /** Accessible name and placeholder: 'Search in 48 courses'. */
  label: string;
  onChange: (value: string) => void;
  wait_ms?: number;
};

export function SearchInput({ value, label, onChange, wait_ms = 250 }: SearchInputProps) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState(value);
  const router = useRouter({ warn: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(next: string, wait: number) {
    setTyped(next);
    clearTimeout(timer.current);
    if (wait === 0) {
      onChange(next);
      return;
    }
    const here = router?.latestLocation?.pathname;
    timer.current = setTimeout(() => {
      // Whoever has followed a link meanwhile is on their way; a new address for this page would call them back.
      if (router?.latestLocation?.pathname === here) onChange(next);
    }, wait);
  }

  return (
    <TextInput
      type="search"
      className={css.search}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => change(event.currentTarget.value, wait_ms)}
      onKeyDown={(event) => event.key === 'Enter' && change(typed, 0)}
      leftSection={<IconSearch size={18} stroke={1.5} aria-hidden="true" />}
      rightSection={
        typed && <CloseButton size="sm" aria-label={t('filter.clear_search')} onClick={() => change('', 0)} />
      }
    />
  );
}
