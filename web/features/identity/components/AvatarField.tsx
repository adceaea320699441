// One's picture: shown at once, changed at once, and a removed one can be taken back.
import { Button } from '@mantine/core';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedExtensions, pictureLimitBytes } from '#contract/files.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { refusalOf } from '#web/ui/file-drop.ts';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import { notify } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { useUpdateProfile, useUploadAvatar } from '../identity.mutations.ts';
import type { Profile } from '../identity.types.ts';
import css from './Profile.module.css';

const limits = { accept: acceptedExtensions.avatar, max_bytes: pictureLimitBytes };

export function AvatarField({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['identity', 'ui']);
  const size = useFormat().bytes(pictureLimitBytes);
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string>();
  const upload = useUploadAvatar();
  const update = useUpdateProfile();
  const offerUndo = useUndoToast();

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (!file) return;
    if (refusalOf(file, limits, 0)) return setRefusal(t('profile.picture_refused', { size }));
    setRefusal(undefined);
    upload.mutate(file, {
      onSuccess: () => notify(t('profile.picture_changed')),
      onError: (error) => setRefusal(problemText(problemOf(error) ?? error, t)),
    });
  }
  function remove() {
    const before = profile.avatar_file_id;
    const restore = () => update.mutate({ body: { avatar_file_id: before } });
    update.mutate(
      { body: { avatar_file_id: null } },
      { onSuccess: () => offerUndo(t('profile.picture_removed'), restore) },
    );
  }

  const change = profile.avatar ? t('profile.picture_change') : t('profile.picture_add');
  return (
    <div className={css.picture}>
      <PersonAvatar id={profile.user_id} name={profile.display_name} picture={profile.avatar} size={56} />
      <div className={css.pictureWords}>
        <div className={css.buttons}>
          <input
            ref={input}
            type="file"
            className={css.file}
            accept={limits.accept.join()}
            aria-label={t('profile.picture')}
            aria-describedby="picture-help"
            tabIndex={-1}
            onChange={choose}
          />
          <Button
            aria-busy={upload.isPending || undefined}
            aria-describedby="picture-help"
            onClick={() => !upload.isPending && input.current?.click()}
          >
            {upload.isPending ? t('profile.picture_uploading') : change}
          </Button>
          {profile.avatar && (
            <Button variant="subtle" onClick={remove}>
              {t('profile.picture_remove')}
            </Button>
          )}
        </div>
        <p id="picture-help" className={css.help} role={refusal ? 'alert' : undefined}>
          {refusal ?? t('profile.picture_help', { size })}
        </p>
      </div>
    </div>
  );
}
