// Across the test when something stands between the learner and the server: what it is, what is safe, what to do.
import { Button } from '@mantine/core';
import { IconCloudCheck, IconDevices, IconLock, IconUpload, IconWifiOff } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { type AttemptState, unsent } from '../state/attempt-session.ts';
import css from './LineBanner.module.css';

type LineBannerProps = {
  state: AttemptState;
  /** Where to sign in again and come back from. */
  signInHref: string;
  onDismiss: (what: 'elsewhere' | 'caught_up') => void;
};

export function LineBanner({ state, signInHref, onDismiss }: LineBannerProps) {
  const { t } = useTranslation('assessment');
  const close = (what: 'elsewhere' | 'caught_up', words: string) => (
    <Button size="xs" onClick={() => onDismiss(what)}>
      {words}
    </Button>
  );
  if (state.line === 'signed_out') {
    const action = (
      <Button size="xs" component={AppLink} href={signInHref}>
        {t('banner.sign_in')}
      </Button>
    );
    return (
      <Banner icon={IconLock} tone="due" title={t('banner.signed_out')} action={action}>
        {t('banner.signed_out_kept', { count: unsent(state).length })}
      </Banner>
    );
  }
  if (state.line === 'unreachable') return <OfflineBanner state={state} />;
  if (state.elsewhere.length > 0) {
    const numbers = state.elsewhere.map(
      (id) => state.questions.findIndex((question) => question.id === id) + 1,
    );
    return (
      <Banner
        icon={IconDevices}
        tone="info"
        title={t('banner.elsewhere')}
        action={close('elsewhere', t('banner.continue_here'))}
      >
        {t('banner.elsewhere_shown', {
          count: numbers.length,
          numbers: numbers.toSorted((a, b) => a - b).join(', '),
        })}
      </Banner>
    );
  }
  if (state.caught_up) {
    return (
      <Banner
        icon={IconCloudCheck}
        tone="ok"
        title={t('banner.back')}
        action={close('caught_up', t('common:action.close'))}
      >
        {t('banner.sent', { count: state.caught_up })}
      </Banner>
    );
  }
  return null;
}

function OfflineBanner({ state }: { state: AttemptState }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const count = unsent(state).length;
  const ends =
    state.deadline_at && `${format.timeWithSeconds(state.deadline_at)} ${format.zoneOf(state.deadline_at)}`;
  const action = (
    <span className={css.count}>
      <IconUpload size={14} stroke={1.75} aria-hidden="true" />
      {t('banner.to_send', { count })}
    </span>
  );
  return (
    <Banner icon={IconWifiOff} tone="due" title={t('banner.offline')} action={action}>
      {t('banner.kept', { count })} {ends && t('banner.still_ends', { time: ends })}
    </Banner>
  );
}

type BannerProps = {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  tone: 'due' | 'info' | 'ok';
  title: string;
  children: ReactNode;
  action: ReactNode;
};

function Banner({ icon: Icon, tone, title, children, action }: BannerProps) {
  return (
    <div className={css.banner} data-tone={tone} role="status">
      <span className={css.icon} aria-hidden="true">
        <Icon size={20} stroke={1.5} />
      </span>
      <p className={css.words}>
        <b>{title}</b> {children}
      </p>
      {action}
    </div>
  );
}
