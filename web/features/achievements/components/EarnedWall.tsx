// What somebody earned: large medals with their dates, each to be shared.
import { Button } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WallAchievement } from '#contract/achievements.ts';
import { CardGrid } from '#web/ui/CardGrid.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { wordsFor } from '../achievements.types.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

type EarnedWallProps = {
  achievements: readonly WallAchievement[];
  onShare: (achievement: WallAchievement) => void;
  /** Those that arrived while the wall was open. */
  arrived: ReadonlySet<string>;
};

export function EarnedWall({ achievements, onShare, arrived }: EarnedWallProps) {
  const { t, i18n } = useTranslation('achievements');
  return (
    <CardGrid label={t('earned')}>
      {achievements.map((one) => {
        const { name, description } = wordsFor(one, i18n.language);
        return (
          <article key={one.id} className={css.card} data-palette={one.palette}>
            <Medal icon={one.icon} palette={one.palette} size="large" isNew={arrived.has(one.id)} />
            <h3 className={css.name}>{name}</h3>
            <p className={css.words}>{description}</p>
            <p className={css.when}>
              {one.earned_at && <DateTime value={one.earned_at} format="date" />}
              {one.share_url && <span className={css.shared}> · {t('shared')}</span>}
            </p>
            <Button
              variant="subtle"
              leftSection={<IconShare size={16} stroke={1.5} aria-hidden="true" />}
              aria-label={t('share_of', { name })}
              onClick={() => onShare(one)}
            >
              {t('share')}
            </Button>
          </article>
        );
      })}
    </CardGrid>
  );
}
