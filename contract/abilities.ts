/**
 * The closed list of abilities. An endpoint names one; `server/features/identity/abilities.table.ts` says which role
 * holds which. An ability is the coarse gate ("could this person do it anywhere?"); whether they may do it to *this*
 * record is decided by the feature's `access…` function.
 */
export const abilities = [
  'account.use',
  'user.list',
  'user.read',
  'user.create',
  'user.update',
  'user.delete',
  'profile.read',
  'profile.update',
  'skill.read',
  'skill.declare',
  'skill.rate',
  'skill.manage',
  'team.read',
  'reporting.manage',
  'role-profile.manage',
  'achievement.read',
  'achievement.manage',
  'category.manage',
  'course.create',
  'course.update',
  'course.delete',
  'course.learn',
  'lesson.read',
  'lesson.update',
  'quiz.read',
  'quiz.update',
  'attempt.take',
  'enrollment.list',
  'enrollment.create',
  'enrollment.manage',
  'progress.read',
  'progress.write',
  'certificate.read',
  'certificate.manage',
  'certificate.design',
  'calendar.read',
  'room.manage',
  'session.manage',
  'session.book',
  'session.approve',
  'attendance.record',
  'activity.read',
  'history.read',
  'user.erase',
  'notification.read',
  'notification.manage',
  'file.upload',
  'import.run',
  'admin.operate',
] as const;

export type Ability = (typeof abilities)[number];

export const roles = ['admin', 'manager', 'trainer', 'learner'] as const;
export type Role = (typeof roles)[number];
