// The card below the tree: what is picked up and where, or which keys there are.
import { useTranslation } from 'react-i18next';
import { Kbd } from '#web/ui/Kbd.tsx';
import { ArrowKeys } from './ArrowKeys.tsx';
import css from './Outline.module.css';

type HelpCardProps = { held: { title: string; position: string } | null };

/** Not a live region: the same is said by the announcer, once per step. */
export function HelpCard({ held }: HelpCardProps) {
  const { t } = useTranslation('builder');
  if (!held) {
    return (
      <div className={css.help} data-quiet>
        <p className={css.keys}>
          <Kbd>{t('key.space')}</Kbd> {t('help.pick_up')} · <Kbd>F2</Kbd> {t('help.rename')} · <Kbd>/</Kbd>{' '}
          {t('help.add')}
        </p>
      </div>
    );
  }
  return (
    <div className={css.help}>
      <p>
        <b>{t('tree.picked_up', { title: held.title })}</b>
        <br />
        {held.position}
      </p>
      <p className={css.keys}>
        <ArrowKeys /> {t('help.move')} · <Kbd>{t('key.space')}</Kbd> {t('help.drop')} ·{' '}
        <Kbd>{t('key.escape')}</Kbd> {t('help.put_back')}
      </p>
    </div>
  );
}
