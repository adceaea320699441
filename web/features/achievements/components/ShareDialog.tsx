// Sharing an award: what a stranger will see, the address, and taking it back.
import { Button, Modal, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WallAchievement } from '#contract/achievements.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useShareAward, useUnshareAward } from '../achievements.mutations.ts';
import { wordsFor } from '../achievements.types.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

type ShareDialogProps = { achievement: WallAchievement; onClose: () => void };

export function ShareDialog({ achievement, onClose }: ShareDialogProps) {
  const { t, i18n } = useTranslation('achievements');
  const share = useShareAward();
  const unshare = useUnshareAward();
  const { award_id, share_url } = achievement;
  const { name } = wordsFor(achievement, i18n.language);
  const copy = (address: string) =>
    void navigator.clipboard.writeText(address).then(() => notify(t('share_copied')));
  if (award_id === null) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('share_title', { name })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.share}>
        <Medal icon={achievement.icon} palette={achievement.palette} />
        <p className={css.words}>{t('share_what')}</p>
        {share_url === null ? (
          <Button variant="filled" onClick={() => share.mutate(award_id)} aria-busy={share.isPending}>
            {t('share_make')}
          </Button>
        ) : (
          <>
            <TextInput label={t('share_address')} value={share_url} readOnly className={css.address} />
            <div className={css.shareButtons}>
              <Button
                variant="filled"
                leftSection={<IconCopy size={16} stroke={1.5} aria-hidden="true" />}
                onClick={() => copy(share_url)}
              >
                {t('share_copy')}
              </Button>
              <Button component={AppLink} href={new URL(share_url).pathname}>
                {t('share_open')}
              </Button>
              <Button
                variant="subtle"
                color="red"
                onClick={() => unshare.mutate(award_id, { onSuccess: () => notify(t('share_ended')) })}
              >
                {t('share_end')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  );
}
