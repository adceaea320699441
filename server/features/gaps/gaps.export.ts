/** What of gaps goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const gapsExport: Exported = {
  tables: {
    role_profile_skills: {
      fields: 'role_profile_id skill_id level',
    },
    role_profiles: {
      fields: 'id name description position_id department_id created_at updated_at record_version',
    },
    training_preferences: {
      fields: 'user_id formats topics times language pace_minutes_per_week updated_at',
    },
  },
};
