// What the tones of the heat table mean, below it.
import { useTranslation } from 'react-i18next';
import css from './HeatTable.module.css';

const tones = ['above', 'met', 'short', 'far'] as const;

export function HeatLegend({ rows }: { rows: 'people' | 'teams' | 'departments' }) {
  const { t } = useTranslation('gaps');
  return (
    <ul className={css.legend}>
      {tones.map((tone) => (
        <li key={tone}>
          <span className={css.swatch} data-tone={tone} aria-hidden="true" />
          {t(`legend.${tone}`)}
        </li>
      ))}
      <li>– {t('heat.not_asked')}</li>
      <li>{t(rows === 'people' ? 'legend.person' : 'legend.group')}</li>
    </ul>
  );
}
