/** What of assessment goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const assessmentExport: Exported = {
  tables: {
    attempt_answers: {
      fields: 'attempt_id question_id answer sequence saved_at',
    },
    attempt_scores: {
      fields: 'id attempt_id score max_score percent outcome reason scored_by created_at',
    },
    attempts: {
      fields: `
        id quiz_id quiz_version_id enrollment_id student_id number seed started_at
        deadline_at submitted_at submitted_by score max_score percent passed outcome`,
    },
    choices: {
      fields: 'id question_id text is_correct feedback order created_at deleted_at',
    },
    questions: {
      fields: `
        id quiz_id kind text answer settings points feedback order created_at updated_at
        deleted_at`,
    },
    quiz_versions: {
      fields: 'id quiz_id content_hash definition created_at',
    },
    quizzes: {
      fields: `
        id course_id lesson_id title description pass_percent max_attempts
        time_limit_seconds shuffle_questions shuffle_choices feedback_mode version_id
        created_at updated_at deleted_at record_version`,
    },
  },
  sheets: [
    {
      name: 'attempts',
      about: 'attempts at quizzes with their scores',
      query: `
        select a.id as attempt_id, p.email, p.display_name, c.code as course_code, c.title as course_title, q.title as quiz_title, a.number,
               ${utc('a.started_at')} as started_at, ${utc('a.submitted_at')} as submitted_at, a.score, a.max_score, a.percent, a.passed
          from attempts a join quizzes q on q.id = a.quiz_id join v_identity_people p on p.user_id = a.student_id
          join v_catalog_courses c on c.course_id = q.course_id order by a.id`,
    },
  ],
};
