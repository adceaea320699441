/**
 * The closed table of facts: things that happened, past tense. A fact is written in the transaction that made it true and
 * delivered at least once; payloads carry ids, never copies of rows.
 */
import * as z from 'zod';
import { id } from './values/common.ts';

/** Whose seat in which training session. */
const booking = { booking_id: id, training_session_id: id, user_id: id };

const trainers = z.array(id).optional();
/**
 * What was done to a session. Trainers are told once of what was done to many of a series in one go: the fact of the first that
 * is theirs names them, with the number of `dates`. Where nobody is named, those who hold the session are told.
 */
const session = {
  training_session_id: id,
  course_id: id.nullable(),
  told_trainer_ids: trainers,
  dates: z.int().optional(),
};

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
  /** Somebody signed in; `login_session_id` names the device. */
  'session.started': z.object({ user_id: id, login_session_id: id, user_agent: z.string() }),
  'session.ended': z.object({ user_id: id, login_session_id: id }),
  /** A wrong password; without a person when there is no such account. */
  'sign-in.refused': z.object({ user_id: id.nullable(), user_agent: z.string() }),
  /** Records of others left as a file: which export (the endpoint's path), of which record if of one. */
  'data.exported': z.object({ what: z.string(), record_id: id.nullable() }),
  /** An operator wrote everything out; `by` is their account of the machine. */
  'site.exported': z.object({ by: z.string(), records: z.int(), files: z.int() }),
  'backup.made': z.object({ by: z.string(), name: z.string() }),
  'user.erased': z.object({ user_id: id }),
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
  /** Its end is near; once per certificate and step. */
  'certificate.expiring': z.object({ certificate_id: id, student_id: id, course_id: id, days: z.int() }),
  'certificate.revoked': z.object({ certificate_id: id, student_id: id, course_id: id }),
  'manager.changed': z.object({ user_id: id, manager_id: id.nullable(), previous_manager_id: id.nullable() }),
  'acting-manager.changed': z.object({ manager_id: id, recipient_id: id }),
  /** The proven level of a person moved, by new evidence or because some of it ended or was withdrawn. */
  'skill.level-changed': z.object({
    user_id: id,
    skill_id: id,
    from_level: z.int(),
    to_level: z.int(),
    evidence_id: id.nullable(),
    reason: z.enum(['evidence', 'decision', 'expired', 'criteria']),
  }),
  /** A manager or trainer rated somebody: `user_id` is the rated person. */
  'skill.rated': z.object({ user_id: id, skill_id: id, evidence_id: id, rated_by: id, level: z.int() }),
  'skill.declared': z.object({ user_id: id, skill_id: id, level: z.int() }),
  'skill.proof-submitted': z.object({ user_id: id, skill_id: id, evidence_id: id }),
  'skill.proof-decided': z.object({
    user_id: id,
    skill_id: id,
    evidence_id: id,
    decision: z.enum(['confirmed', 'rejected', 'withdrawn']),
  }),
  /** A level ends within 30 days; once per level and end. */
  'skill.expiring': z.object({ user_id: id, skill_id: id, level: z.int(), ends_on: z.iso.date() }),
  'skill.framework-changed': z.object({ skill_id: id }),
  'course.skills-changed': z.object({ course_id: id }),
  'role-profile.changed': z.object({ role_profile_id: id }),
  'achievement.earned': z.object({ award_id: id, achievement_id: id, user_id: id }),
  'achievement.defined': z.object({ achievement_id: id }),
  'training-session.planned': z.object({ ...session, added_trainer_ids: trainers }),
  /** `changed` says what moved; `tell` whether the one who changed it wants the people told. */
  'training-session.changed': z.object({
    ...session,
    changed: z.array(z.enum(['time', 'place', 'link', 'trainers', 'other'])),
    tell: z.boolean(),
    added_trainer_ids: trainers,
    removed_trainer_ids: trainers,
  }),
  'training-session.cancelled': z.object({ ...session, tell: z.boolean() }),
  'training-session.restored': z.object({ ...session, tell: z.boolean() }),
  /** It is gone; nobody had ever booked it. */
  'training-session.deleted': z.object({ training_session_id: id, course_id: id.nullable() }),
  /** A room was made, changed, archived or taken back into use. */
  'room.changed': z.object({ room_id: id }),
  'booking.requested': z.object(booking),
  'booking.confirmed': z.object(booking),
  'booking.queued': z.object(booking),
  'booking.offered': z.object(booking),
  'booking.lapsed': z.object(booking),
  /** `had_seat`: it was booked, so calendars know of it. */
  'booking.cancelled': z.object({ ...booking, had_seat: z.boolean() }),
  'booking.refused': z.object(booking),
  /** A mark was set, changed or taken back. */
  'attendance.recorded': z.object({ ...booking, session_day_id: id }),
  /** The rule for the whole session was met, missed or set aside. */
  'attendance.judged': z.object({
    ...booking,
    outcome: z.enum(['pending', 'attended', 'missed', 'excused']),
  }),
  /** Check-in was opened or closed. */
  'attendance.check-in-changed': z.object({ training_session_id: id, session_day_id: id }),
  'notification.created': z.object({ notification_id: id, recipient_id: id }),
} as const satisfies Record<string, z.ZodType>;

export type FactName = keyof typeof facts;
export type FactPayload<Name extends FactName> = z.infer<(typeof facts)[Name]>;
