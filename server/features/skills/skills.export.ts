/** What of skills goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const skillsExport: Exported = {
  tables: {
    course_required_skills: {
      fields: 'course_id skill_id level enforcement',
    },
    course_skills: {
      fields: 'course_id skill_id level',
    },
    skill_evidence: {
      fields: `
        id user_id skill_id kind level occurred_at expires_on course_id completion_id
        quiz_id attempt_id score_percent rated_by rater_relation comment title issuer
        file_id created_at`,
    },
    skill_evidence_decisions: {
      fields: 'id evidence_id decision decided_by decided_at reason',
    },
    skill_expiry_notices: {
      fields: 'user_id skill_id level ends_on told_at',
    },
    skills: {
      fields: `
        id name category level_criteria created_at parent_id description updated_at
        record_version retired_at`,
    },
    user_skills: {
      fields: `
        id user_id skill_id declared_level source created_at updated_at declared_at
        proven_until target_level target_on target_set_by next_end_on evaluated_at`,
    },
  },
  sheets: [
    {
      name: 'skills',
      about: 'who holds which skill at which level on that day',
      query: `
        select p.email, p.display_name, s.name as skill, s.category, u.declared_level, skill_level_on(u.proven_until, (now() at time zone 'UTC')::date) as proven_level,
               u.source, u.target_level, u.target_on::text as target_on
          from user_skills u join skills s on s.id = u.skill_id join v_identity_people p on p.user_id = u.user_id order by u.id`,
    },
  ],
};
