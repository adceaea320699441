// One notification: what happened, when, and the way to it. Opening it marks it as read.
import {
  IconAlertTriangle,
  IconBell,
  IconCalendarCheck,
  IconCalendarEvent,
  IconCertificate,
  IconCircleCheck,
  IconClock,
  IconFlag,
  IconHourglass,
  IconMedal,
  IconRefresh,
  IconTargetArrow,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '#contract/notifications.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { useReadNotification } from '../notifications.queries.ts';
import css from './NotificationRow.module.css';

const icons: Partial<Record<Notification['kind'], typeof IconBell>> = {
  milestone: IconFlag,
  quiz_passed: IconCircleCheck,
  quiz_failed: IconRefresh,
  certificate_issued: IconCertificate,
  certificate_expiring: IconClock,
  certificate_revoked: IconAlertTriangle,
  achievement_earned: IconMedal,
  skill_rated: IconTargetArrow,
  skill_proof_confirmed: IconCircleCheck,
  skill_proof_rejected: IconAlertTriangle,
  skill_evidence_withdrawn: IconAlertTriangle,
  skill_expiring: IconClock,
  skill_expired: IconClock,
  session_booked: IconCalendarCheck,
  session_waiting: IconHourglass,
  session_offered: IconClock,
  session_lapsed: IconHourglass,
  session_changed: IconCalendarEvent,
  session_cancelled: IconAlertTriangle,
  session_restored: IconCalendarCheck,
  session_requested: IconCalendarEvent,
  session_approved: IconCalendarCheck,
  session_refused: IconAlertTriangle,
  session_returned: IconAlertTriangle,
  session_trainer_added: IconCalendarCheck,
  session_trainer_removed: IconCalendarEvent,
  reminder: IconClock,
  security: IconAlertTriangle,
};

export function NotificationRow({ notification }: { notification: Notification }) {
  const { t } = useTranslation('notifications');
  const read = useReadNotification();
  const Icon = icons[notification.kind] ?? IconBell;
  const markRead = () => {
    if (!notification.is_read) read.mutate(notification.id);
  };
  return (
    <li className={css.row} data-new={!notification.is_read || undefined}>
      <span className={css.icon} aria-hidden="true">
        <Icon size={20} stroke={1.5} />
      </span>
      <div className={css.words}>
        <p className={css.message}>
          {!notification.is_read && <span className={css.badge}>{t('new')}</span>}
          {notification.link ? (
            <AppLink href={notification.link} onClick={markRead}>
              {notification.message}
            </AppLink>
          ) : (
            notification.message
          )}
        </p>
        <span className={css.when}>
          <DateTime value={notification.created_at} />
        </span>
      </div>
      {!notification.is_read && (
        <button
          type="button"
          className={css.read}
          onClick={markRead}
          aria-label={t('mark_read_of', { message: notification.message })}
        >
          {t('mark_read')}
        </button>
      )}
    </li>
  );
}
