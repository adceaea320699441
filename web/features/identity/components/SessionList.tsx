// The devices one is signed in on, each with a way to sign it out.
import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { deviceOf, isPhone } from '#web/lib/devices.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Status } from '#web/ui/Status.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useEndSession } from '../identity.mutations.ts';
import type { LoginSession } from '../identity.types.ts';
import css from './Profile.module.css';

export function SessionList({ sessions }: { sessions: readonly LoginSession[] }) {
  const { t } = useTranslation('identity');
  return (
    <RowList label={t('security.sessions_label')}>
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </RowList>
  );
}

function SessionRow({ session }: { session: LoginSession }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const now = useNow();
  const end = useEndSession();
  const device = deviceOf(session.user_agent);
  const Icon = isPhone(device) ? IconDeviceMobile : IconDeviceDesktop;
  const known = [device.browser, device.system].filter((word) => word !== null);
  const name =
    known.length === 2
      ? t('security.device', { browser: device.browser, system: device.system })
      : (known[0] ?? t('security.unknown_device'));
  const signOut = () =>
    end.mutate(session.id, { onSuccess: () => notify(t('security.ended', { device: name })) });
  const used = `${t('security.last_used')}: ${format.recentDay(session.last_used_at, now)}`;
  const since = `${t('security.since')} ${format.date(session.created_at)}`;
  return (
    <RowItem
      picture={
        <span className={css.device} aria-hidden="true">
          <Icon size={20} stroke={1.5} />
        </span>
      }
      title={name}
      detail={
        <>
          {session.is_current ? t('security.active_now') : used} · {since}
          {session.ip && (
            <>
              {' · '}
              <span className="ly-ltr">{session.ip}</span>
            </>
          )}
        </>
      }
      action={
        session.is_current ? (
          <Status kind="ok">{t('security.this_device')}</Status>
        ) : (
          <Button size="xs" aria-label={t('security.end_label', { device: name })} onClick={signOut}>
            {t('security.end')}
          </Button>
        )
      }
    />
  );
}
