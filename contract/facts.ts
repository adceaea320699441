/**
 * The closed table of facts: things that happened, past tense. A fact is written in the transaction that made it true and
 * delivered at least once; payloads carry ids, never copies of rows.
 */
import * as z from 'zod';
import { id } from './values/common.ts';

export const facts = {
  'user.created': z.object({ user_id: id }),
  /** Roles, names or activity of an account changed. */
  'user.changed': z.object({ user_id: id }),
  'user.deactivated': z.object({ user_id: id }),
  'user.password-reset-requested': z.object({ user_id: id, reset_id: id }),
  'user.security-alerted': z.object({
    user_id: id,
    reason: z.enum(['refresh_token_reuse', 'password_changed']),
  }),
  'profile.updated': z.object({ user_id: id }),
  'file.stored': z.object({ file_id: id }),
  'course.changed': z.object({ course_id: id }),
  'course.published': z.object({ course_id: id, course_version_id: id, number: z.int() }),
  'course.archived': z.object({ course_id: id }),
  'enrollment.created': z.object({ enrollment_id: id, student_id: id, course_id: id }),
  'enrollment.changed': z.object({ enrollment_id: id, student_id: id, course_id: id }),
  'enrollment.reminded': z.object({ enrollment_id: id, student_id: id, course_id: id }),
  'enrollment.completed': z.object({ enrollment_id: id, student_id: id, course_id: id, completion_id: id }),
  'lesson.completed': z.object({
    enrollment_id: id,
    student_id: id,
    course_id: id,
    lesson_id: id,
    percent: z.int(),
  }),
  'milestone.reached': z.object({ enrollment_id: id, student_id: id, course_id: id, percent: z.int() }),
  'attempt.submitted': z.object({ attempt_id: id, quiz_id: id, student_id: id, course_id: id }),
  'attempt.passed': z.object({
    attempt_id: id,
    quiz_id: id,
    student_id: id,
    course_id: id,
    percent: z.int(),
  }),
  'attempt.failed': z.object({
    attempt_id: id,
    quiz_id: id,
    student_id: id,
    course_id: id,
    percent: z.int(),
  }),
  'certificate.issued': z.object({ certificate_id: id, student_id: id, course_id: id }),
  'certificate.revoked': z.object({ certificate_id: id, student_id: id, course_id: id }),
  'notification.created': z.object({ notification_id: id, recipient_id: id }),
} as const satisfies Record<string, z.ZodType>;

export type FactName = keyof typeof facts;
export type FactPayload<Name extends FactName> = z.infer<(typeof facts)[Name]>;
