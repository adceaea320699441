/** What of achievements goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const achievementsExport: Exported = {
  tables: {
    achievement_awards: {
      fields: 'id achievement_id user_id earned_at cause share_token',
    },
    achievements: {
      fields: `
        id key name description translations icon palette rule position is_active
        archived_at created_by created_at updated_at record_version`,
    },
  },
};
