/** What of enrollment goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const enrollmentExport: Exported = {
  tables: {
    completions: {
      fields: `
        id enrollment_id student_id course_id course_version_id cycle score_percent method
        recorded_by completed_at expires_at`,
    },
    enrollments: {
      fields: `
        id student_id course_id course_version_id cycle status source assigned_by reason
        due_at reminded_at percent last_lesson_id last_seen_at enrolled_at started_at
        completed_at expires_at ended_at ended_by updated_at`,
    },
    lesson_progress: {
      fields: `
        enrollment_id lesson_id student_id completed completed_at position_seconds
        watched_ranges media_seconds seconds_spent score_percent first_seen_at last_seen_at`,
    },
    milestones: {
      fields: 'enrollment_id percent reached_at',
    },
  },
  sheets: [
    {
      name: 'enrollments',
      about: 'who is or was in which course',
      query: `
        select e.id as enrollment_id, p.email, p.display_name, c.code as course_code, c.title as course_title, e.cycle, e.status, e.percent, e.source,
               ${utc('e.enrolled_at')} as enrolled_at, ${utc('e.due_at')} as due_at, ${utc('e.completed_at')} as completed_at,
               ${utc('e.expires_at')} as expires_at, ${utc('e.ended_at')} as ended_at
          from enrollments e join v_identity_people p on p.user_id = e.student_id join v_catalog_courses c on c.course_id = e.course_id order by e.id`,
    },
    {
      name: 'completions',
      about: 'who completed which version of a course, and how',
      query: `
        select f.id as completion_id, p.email, p.display_name, c.code as course_code, c.title as course_title, v.number as version_number, f.cycle,
               f.score_percent, f.method, ${utc('f.completed_at')} as completed_at, ${utc('f.expires_at')} as expires_at
          from completions f join v_identity_people p on p.user_id = f.student_id join v_catalog_courses c on c.course_id = f.course_id
          join v_catalog_course_versions v on v.course_version_id = f.course_version_id order by f.id`,
    },
  ],
};
