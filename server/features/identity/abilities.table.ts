/**
 * Which role holds which ability. The one place that says so; a snapshot test makes a change here a visible diff.
 *
 * Roles add up: a person with several roles may do what any of them allows. An ability is the coarse gate only, whether
 * it holds for one record is the business of that feature's `access…` function.
 */
import { type Ability, abilities, type Role } from '#contract/abilities.ts';

const learner: readonly Ability[] = [
  'account.use',
  'profile.read',
  'profile.update',
  'skill.read',
  'skill.declare',
  // Whom one may rate or see follows from the reporting line and the courses one teaches, not from a role.
  'skill.rate',
  'team.read',
  'achievement.read',
  'calendar.read',
  'session.book',
  // Whose requests one decides follows from the reporting line and the sessions one holds.
  'session.approve',
  'activity.read',
  'course.learn',
  'lesson.read',
  'quiz.read',
  'attempt.take',
  'enrollment.list',
  'enrollment.create',
  'progress.read',
  'progress.write',
  'certificate.read',
  'notification.read',
  'file.upload',
];

const trainer: readonly Ability[] = [
  ...learner,
  'user.list',
  'user.read',
  'course.create',
  'course.update',
  'course.delete',
  'lesson.update',
  'quiz.update',
  'enrollment.manage',
  'certificate.manage',
  'session.manage',
  'attendance.record',
  'notification.manage',
  'import.run',
];

const manager: readonly Ability[] = [
  ...learner,
  'user.list',
  'user.read',
  'enrollment.manage',
  'notification.manage',
];

export const abilitiesOfRole: Record<Role, readonly Ability[]> = {
  admin: abilities,
  manager,
  trainer,
  learner,
};
