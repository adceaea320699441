/**
 * Which facts are activity, and how they read: area, whom they concern, what they are about. A new fact does not compile
 * until somebody decides here; `null` says that it is told by another one or means nothing to a reader.
 */
import type { activityAreas } from '#contract/activity.ts';
import type { FactName } from '#contract/facts.ts';

export type Area = (typeof activityAreas)[number];

export type Verb = {
  area: Area;
  /** Keys of the payload. */
  user?: string;
  object?: readonly [type: string, key: string];
  details?: readonly string[];
};

const learning = (object: readonly [string, string], ...details: string[]): Verb => ({
  area: 'learning',
  user: 'student_id',
  object,
  details,
});
const onUser = (area: Area, ...details: string[]): Verb => ({
  area,
  user: 'user_id',
  object: ['user', 'user_id'],
  details,
});
const onSkill = (...details: string[]): Verb => ({
  area: 'learning',
  user: 'user_id',
  object: ['skill', 'skill_id'],
  details,
});
const onSession = (area: Area, ...details: string[]): Verb => ({
  area,
  object: ['training_session', 'training_session_id'],
  details,
});
const onBooking = (...details: string[]): Verb => ({ ...onSession('learning', ...details), user: 'user_id' });
const onCourse: Verb = { area: 'teaching', object: ['course', 'course_id'] };

export const verbsOfFacts: Record<FactName, Verb | null> = {
  'user.created': onUser('people'),
  'user.changed': onUser('people'),
  'user.deactivated': onUser('people'),
  'user.erased': onUser('people'),
  'user.password-reset-requested': onUser('security'),
  'user.security-alerted': onUser('security', 'reason'),
  'session.started': onUser('security', 'user_agent'),
  'session.ended': onUser('security'),
  'sign-in.refused': onUser('security', 'user_agent'),
  'data.exported': { area: 'security', details: ['what', 'record_id'] },
  'site.exported': { area: 'security', details: ['by', 'records', 'files'] },
  'backup.made': { area: 'security', details: ['by', 'name'] },
  'profile.updated': onUser('people'),
  'file.stored': null,
  'course.changed': null,
  'course.published': { ...onCourse, details: ['number'] },
  'course.archived': onCourse,
  'course.skills-changed': onCourse,
  'enrollment.created': learning(['course', 'course_id']),
  'enrollment.changed': null,
  'enrollment.reminded': learning(['course', 'course_id']),
  'enrollment.completed': learning(['course', 'course_id']),
  'lesson.completed': learning(['lesson', 'lesson_id'], 'percent'),
  'milestone.reached': learning(['course', 'course_id'], 'percent'),
  'attempt.submitted': learning(['quiz', 'quiz_id']),
  'attempt.passed': learning(['quiz', 'quiz_id'], 'percent'),
  'attempt.failed': learning(['quiz', 'quiz_id'], 'percent'),
  'certificate.issued': learning(['certificate', 'certificate_id']),
  'certificate.expiring': learning(['certificate', 'certificate_id'], 'days'),
  'certificate.revoked': learning(['certificate', 'certificate_id']),
  'manager.changed': onUser('people'),
  'acting-manager.changed': { area: 'people', user: 'recipient_id', object: ['user', 'manager_id'] },
  'skill.level-changed': onSkill('from_level', 'to_level', 'reason'),
  'skill.rated': onSkill('level'),
  'skill.declared': onSkill('level'),
  'skill.proof-submitted': onSkill(),
  'skill.proof-decided': onSkill('decision'),
  'skill.expiring': onSkill('level', 'ends_on'),
  'skill.framework-changed': { area: 'people', object: ['skill', 'skill_id'] },
  'role-profile.changed': { area: 'people', object: ['role_profile', 'role_profile_id'] },
  'achievement.earned': { area: 'learning', user: 'user_id', object: ['achievement', 'achievement_id'] },
  'achievement.defined': { area: 'people', object: ['achievement', 'achievement_id'] },
  'training-session.planned': onSession('teaching'),
  'training-session.changed': onSession('teaching', 'changed'),
  'training-session.cancelled': onSession('teaching'),
  'training-session.restored': onSession('teaching'),
  // The history of records tells both, with what was there.
  'training-session.deleted': null,
  'room.changed': null,
  'booking.requested': onBooking(),
  'booking.confirmed': onBooking(),
  'booking.queued': onBooking(),
  'booking.offered': onBooking(),
  'booking.lapsed': onBooking(),
  'booking.cancelled': onBooking(),
  'booking.refused': onBooking(),
  'attendance.recorded': onBooking(),
  'attendance.judged': onBooking('outcome'),
  'attendance.check-in-changed': null,
  'notification.created': null,
};

/** What people look at, from endpoints that say so; the same thing again within a quarter of an hour is the same look. */
export const viewVerbs = {
  'course.viewed': { type: 'course', param: 'id' },
  'lesson.viewed': { type: 'lesson', param: 'id' },
  'certificate.downloaded': { type: 'certificate', param: 'id' },
} as const;
export type ViewVerb = keyof typeof viewVerbs;
