// Beside the course's title: which version this is, or that it is only a look.
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlayerMode } from '../player-mode.ts';
import css from './PlayerBadge.module.css';

export function PlayerBadge({ mode, version }: { mode: PlayerMode; version: number | null }) {
  const { t } = useTranslation('player');
  if (mode === 'draft') return <Badge className={css.badge}>{t('draft.badge')}</Badge>;
  if (mode === 'sample') return <Badge className={css.badge}>{t('sample.badge')}</Badge>;
  return version !== null && <Badge className={css.badge}>{t('version', { number: version })}</Badge>;
}
