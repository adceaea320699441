// How a medal looks: its figure and its colours, chosen from drawn ones. Radio buttons, so that arrow keys work.
import { useTranslation } from 'react-i18next';
import {
  type AchievementIcon,
  type AchievementPalette,
  achievementIcons,
  achievementPalettes,
} from '#contract/achievements.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

type LooksFieldsProps = {
  icon: AchievementIcon;
  palette: AchievementPalette;
  onChange: (looks: { icon: AchievementIcon; palette: AchievementPalette }) => void;
};

export function LooksFields({ icon, palette, onChange }: LooksFieldsProps) {
  const { t } = useTranslation('achievements');
  return (
    <>
      <fieldset className={css.pickers}>
        <legend>{t('field.icon')}</legend>
        <div className={css.choices}>
          {achievementIcons.map((one) => (
            <label key={one} className={css.choice}>
              <input
                type="radio"
                name="icon"
                checked={one === icon}
                aria-label={t(`icon.${one}`)}
                onChange={() => onChange({ icon: one, palette })}
              />
              <Medal icon={one} palette={palette} size="small" />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={css.pickers}>
        <legend>{t('field.palette')}</legend>
        <div className={css.choices}>
          {achievementPalettes.map((one) => (
            <label key={one} className={css.choice}>
              <input
                type="radio"
                name="palette"
                checked={one === palette}
                aria-label={t(`palette.${one}`)}
                onChange={() => onChange({ icon, palette: one })}
              />
              <Medal icon={icon} palette={one} size="small" />
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
