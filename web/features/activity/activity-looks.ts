// The sign and tone of what happened, by verb.
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconAward,
  IconBell,
  IconBook2,
  IconCertificate,
  IconCircleCheck,
  IconClock,
  IconDownload,
  IconEye,
  IconFlag,
  IconKey,
  IconLogin2,
  IconLogout2,
  IconMedal,
  IconPlus,
  IconRefresh,
  IconTargetArrow,
  IconThumbUp,
  IconUser,
  IconUserOff,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { TimelineTone } from '#web/ui/Timeline.tsx';

type Look = { icon: ComponentType<{ size?: number; stroke?: number }>; tone: TimelineTone };

const looks: Record<string, Look> = {
  'lesson.completed': { icon: IconCircleCheck, tone: 'accent' },
  'milestone.reached': { icon: IconFlag, tone: 'accent' },
  'enrollment.created': { icon: IconPlus, tone: 'quiet' },
  'enrollment.reminded': { icon: IconBell, tone: 'due' },
  'enrollment.completed': { icon: IconCircleCheck, tone: 'ok' },
  'attempt.submitted': { icon: IconBook2, tone: 'quiet' },
  'attempt.passed': { icon: IconCircleCheck, tone: 'ok' },
  'attempt.failed': { icon: IconRefresh, tone: 'due' },
  'certificate.issued': { icon: IconCertificate, tone: 'ok' },
  'certificate.expiring': { icon: IconClock, tone: 'due' },
  'certificate.revoked': { icon: IconAlertTriangle, tone: 'overdue' },
  'achievement.earned': { icon: IconMedal, tone: 'ok' },
  'skill.level-changed': { icon: IconTargetArrow, tone: 'accent' },
  'skill.rated': { icon: IconThumbUp, tone: 'ok' },
  'skill.declared': { icon: IconTargetArrow, tone: 'quiet' },
  'skill.proof-submitted': { icon: IconAward, tone: 'quiet' },
  'skill.proof-decided': { icon: IconAward, tone: 'accent' },
  'skill.expiring': { icon: IconClock, tone: 'due' },
  'session.started': { icon: IconLogin2, tone: 'quiet' },
  'session.ended': { icon: IconLogout2, tone: 'quiet' },
  'sign-in.refused': { icon: IconAlertTriangle, tone: 'due' },
  'access.denied': { icon: IconAlertTriangle, tone: 'due' },
  'access.not-found': { icon: IconAlertTriangle, tone: 'quiet' },
  'access.limited': { icon: IconAlertTriangle, tone: 'due' },
  'data.exported': { icon: IconDownload, tone: 'due' },
  'site.exported': { icon: IconDownload, tone: 'due' },
  'backup.made': { icon: IconDownload, tone: 'quiet' },
  'user.security-alerted': { icon: IconAlertTriangle, tone: 'overdue' },
  'user.password-reset-requested': { icon: IconKey, tone: 'due' },
  'user.deactivated': { icon: IconUserOff, tone: 'due' },
  'user.erased': { icon: IconUserOff, tone: 'overdue' },
  'manager.changed': { icon: IconArrowsExchange, tone: 'quiet' },
  'acting-manager.changed': { icon: IconArrowsExchange, tone: 'quiet' },
};

const byArea: Record<string, Look> = {
  viewing: { icon: IconEye, tone: 'quiet' },
  teaching: { icon: IconBook2, tone: 'quiet' },
  security: { icon: IconKey, tone: 'quiet' },
};

export const lookOf = (verb: string, area: string): Look =>
  looks[verb] ?? byArea[area] ?? { icon: IconUser, tone: 'quiet' };
