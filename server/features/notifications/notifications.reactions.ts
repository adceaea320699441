/** What is said, to whom, when something happened. */
import { reaction } from '#server/platform/facts/reactions.ts';
import { tell } from './telling.service.ts';
import type { Subject } from './telling.sql.ts';

const learnPath = (courseId: string): string => `/learn/${courseId}`;
const quizPath = (courseId: string) => (subject: Subject) =>
  subject.quiz_lesson_id ? `/learn/${courseId}/${subject.quiz_lesson_id}` : learnPath(courseId);

export const notificationsReactions = [
  reaction('notifications.tell-enrolled', 'enrollment.created', (ctx, { id, actor_id, payload }) => {
    const { student_id, course_id, enrollment_id } = payload;
    const kind = actor_id === student_id ? 'enrolled' : 'assigned';
    return tell(ctx, {
      fact_id: id,
      kind,
      about: { user_id: student_id, course_id, enrollment_id },
      link: learnPath(course_id),
    });
  }),

  reaction('notifications.tell-milestone', 'milestone.reached', (ctx, { id, payload }) => {
    const { student_id, course_id, enrollment_id, percent } = payload;
    return tell(ctx, {
      fact_id: id,
      kind: 'milestone',
      about: { user_id: student_id, course_id, enrollment_id, milestone: percent },
      link: percent === 100 ? '/learning' : learnPath(course_id),
      // A short course passes several at once: all are recorded, the highest is what there is to say.
      when: (subject) => subject.top_milestone === percent,
    });
  }),

  reaction('notifications.tell-quiz-passed', 'attempt.passed', (ctx, { id, payload }) => {
    const { student_id, course_id, quiz_id, percent } = payload;
    const about = { user_id: student_id, course_id, quiz_id };
    return tell(ctx, {
      fact_id: id,
      kind: 'quiz_passed',
      about,
      params: { percent },
      link: quizPath(course_id),
    });
  }),

  reaction('notifications.tell-quiz-failed', 'attempt.failed', (ctx, { id, payload }) => {
    const { student_id, course_id, quiz_id, percent } = payload;
    const about = { user_id: student_id, course_id, quiz_id };
    return tell(ctx, {
      fact_id: id,
      kind: 'quiz_failed',
      about,
      params: { percent },
      link: quizPath(course_id),
    });
  }),

  reaction('notifications.tell-certificate-issued', 'certificate.issued', (ctx, { id, payload }) => {
    const { student_id, course_id, certificate_id } = payload;
    const about = { user_id: student_id, course_id, certificate_id };
    return tell(ctx, {
      fact_id: id,
      kind: 'certificate_issued',
      about,
      link: `/certificates/${certificate_id}`,
    });
  }),

  reaction('notifications.tell-certificate-revoked', 'certificate.revoked', (ctx, { id, payload }) => {
    const { student_id, course_id, certificate_id } = payload;
    const about = { user_id: student_id, course_id, certificate_id };
    return tell(ctx, {
      fact_id: id,
      kind: 'certificate_revoked',
      about,
      link: `/certificates/${certificate_id}`,
    });
  }),

  reaction('notifications.tell-certificate-expiring', 'certificate.expiring', (ctx, { id, payload }) => {
    const { student_id, course_id, certificate_id, days } = payload;
    return tell(ctx, {
      fact_id: id,
      kind: 'certificate_expiring',
      about: { user_id: student_id, course_id, certificate_id },
      params: { days },
      link: `/certificates/${certificate_id}`,
      when: (subject) => !subject.certificate_renewed,
    });
  }),

  reaction('notifications.tell-achievement', 'achievement.earned', (ctx, { id, payload }) => {
    const { user_id, award_id } = payload;
    return tell(ctx, {
      fact_id: id,
      kind: 'achievement_earned',
      about: { user_id, award_id },
      link: '/achievements',
    });
  }),

  reaction('notifications.tell-reminder', 'enrollment.reminded', (ctx, { id, payload }) => {
    const { student_id, course_id, enrollment_id } = payload;
    return tell(ctx, {
      fact_id: id,
      kind: 'reminder',
      about: { user_id: student_id, course_id, enrollment_id },
      link: learnPath(course_id),
      when: (subject) => subject.enrollment_status === 'active',
    });
  }),

  reaction('notifications.tell-security', 'user.security-alerted', (ctx, { id, payload }) =>
    tell(ctx, {
      fact_id: id,
      kind: 'security',
      about: { user_id: payload.user_id },
      params: { reason: payload.reason },
      link: '/account',
    }),
  ),

  reaction('notifications.mail-password-reset', 'user.password-reset-requested', (ctx, { id, payload }) =>
    tell(ctx, {
      fact_id: id,
      kind: 'password_reset',
      about: { user_id: payload.user_id },
      link: '/reset-password',
      notice: null,
      secret_id: payload.reset_id,
    }),
  ),
];
