/** Rows -> contract shapes. */
import { fileUrl } from '#server/features/files/index.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import type { Actor } from '#server/platform/context.ts';
import { mayLeave } from './enrollment.policy.ts';
import type { CourseColumns, EnrollmentRow, StudentColumns } from './enrollments.sql.ts';
import type { ProgressRow } from './progress.sql.ts';
import { fromMultirange } from './watched.rules.ts';

export const presentCourseSummary = (row: CourseColumns) => ({
  id: row.course_id,
  title: row.title,
  code: row.code,
  image: row.image_file_id && fileUrl(row.image_file_id),
  cover_motif: row.cover_motif,
  category: row.category,
  category_palette: row.category_palette,
  lesson_count: row.lesson_count,
  duration_minutes: row.duration_minutes,
});

export const presentStudent = (row: StudentColumns) => ({
  id: row.student_id,
  display_name: row.display_name,
  email: row.email,
  avatar_url: avatarUrl(row.avatar_file_id),
  department: row.department,
  position: row.position,
});

export function presentEnrollment(actor: Actor, row: EnrollmentRow) {
  const isOwn = actor.kind === 'user' && actor.user_id === row.student_id;
  return {
    id: row.id,
    student_id: row.student_id,
    course_id: row.course_id,
    enrolled_at: row.enrolled_at,
    cycle: row.cycle,
    status: row.status,
    source: row.source,
    assigned_by: row.assigned_by,
    reason: row.reason,
    due_at: row.due_at,
    reminded_at: row.reminded_at,
    percent: row.percent,
    last_lesson_id: row.last_lesson_id,
    last_seen_at: row.last_seen_at,
    started_at: row.started_at,
    completed_at: row.completed_at,
    expires_at: row.expires_at,
    ended_at: row.ended_at,
    version_number: row.version_number,
    course: presentCourseSummary(row),
    student: presentStudent(row),
    can: [
      ...(isOwn && row.status !== 'ended' ? ['learn'] : []),
      ...(mayLeave(actor, row) ? ['leave'] : []),
      ...(row.managed ? ['manage'] : []),
    ],
  };
}

export const presentProgress = (row: ProgressRow) => ({
  id: row.id,
  enrollment_id: row.enrollment_id,
  student_id: row.student_id,
  course_id: row.course_id,
  lesson_id: row.lesson_id,
  lesson_title: row.lesson_title,
  lesson_kind: row.lesson_kind,
  required: row.required,
  completion_rule: row.completion_rule,
  completed: row.completed,
  completed_at: row.completed_at,
  position_seconds: row.position_seconds,
  watched_ranges: fromMultirange(row.watched_ranges),
  media_seconds: row.media_seconds,
  seconds_spent: row.seconds_spent,
  score_percent: row.score_percent,
  first_seen_at: row.first_seen_at,
  last_seen_at: row.last_seen_at,
});
