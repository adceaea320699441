// The head of the catalog: how much is open to this person, how much matches, and how it is laid out.
import { SegmentedControl } from '@mantine/core';
import { IconLayoutGrid, IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import type { CatalogSearch } from '../catalog-search.ts';
import css from './CatalogHead.module.css';

export function CatalogState({ total, taking }: { total: number | undefined; taking: number }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  if (total === undefined) return '\u00a0';
  return (
    <>
      {t('state.open', { count: total, figure: format.number(total) })}{' '}
      {taking > 0 && <AppLink href="/learning">{t('state.taking', { count: taking })}</AppLink>}
    </>
  );
}

export function MatchSentence({ count, isNarrowed }: { count: number | undefined; isNarrowed: boolean }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return (
    <p className={css.sentence} role="status">
      {count !== undefined && (
        <>
          <b>{t('results.count', { count, figure: format.number(count) })}</b>{' '}
          {isNarrowed && t('results.match', { count })}
        </>
      )}
    </p>
  );
}

type ViewSwitchProps = { view: CatalogSearch['view']; onChange: (view: CatalogSearch['view']) => void };

export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const { t } = useTranslation('catalog');
  const choices = [
    { value: 'cards', icon: IconLayoutGrid },
    { value: 'list', icon: IconList },
  ] as const;
  return (
    <SegmentedControl
      aria-label={t('view.label')}
      value={view}
      onChange={onChange}
      data={choices.map(({ value, icon: Icon }) => ({
        value,
        label: (
          <span className={css.choice}>
            <Icon size={16} stroke={1.5} aria-hidden="true" />
            {t(`view.${value}`)}
          </span>
        ),
      }))}
    />
  );
}
