/** What of catalog goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const catalogExport: Exported = {
  tables: {
    categories: {
      fields: 'id name description palette created_at updated_at deleted_at',
    },
    course_modules: {
      fields: 'id course_id title order duration_hours created_at updated_at deleted_at',
    },
    course_trainers: {
      fields: 'course_id user_id created_at',
    },
    course_version_lessons: {
      fields: `
        course_version_id lesson_id revision_id module_id order position required is_preview
        completion_rule minimum_seconds watched_percent estimated_minutes`,
    },
    course_versions: {
      fields: `
        id course_id number outline lesson_ids required_lesson_ids estimated_minutes note
        published_by published_at`,
    },
    courses: {
      fields: `
        id title code description category_id difficulty_level duration_weeks language
        outcomes created_by instructor_id image_file_id cover_motif price currency status
        version_id published_at archived_at draft_changed_at certificate_enabled
        certificate_valid_months created_at updated_at deleted_at record_version`,
    },
    lesson_revisions: {
      html: ['content'],
      fields: 'id lesson_id content_hash title kind content video_url file_id created_at',
    },
    lessons: {
      html: ['content'],
      fields: `
        id course_id module_id title kind content video_url file_id order required
        is_preview completion_rule minimum_seconds watched_percent estimated_minutes
        created_at updated_at deleted_at record_version`,
    },
  },
  sheets: [
    {
      name: 'courses',
      about: 'courses',
      query: `
        select c.id as course_id, c.code, c.title, k.name::text as category, c.status, c.difficulty_level, c.language, i.email as instructor_email,
               i.display_name as instructor_name, v.number as version_number, v.estimated_minutes, ${utc('c.created_at')} as created_at,
               ${utc('c.published_at')} as published_at, ${utc('c.archived_at')} as archived_at, ${utc('c.deleted_at')} as deleted_at
          from courses c left join categories k on k.id = c.category_id left join course_versions v on v.id = c.version_id
          join v_identity_people i on i.user_id = c.instructor_id order by c.id`,
    },
  ],
};
