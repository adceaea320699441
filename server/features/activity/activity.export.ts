/** What of activity goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const activityExport: Exported = {
  tables: {
    activity: {
      parted: { by: 'occurred_at', ensure: 'ensure_activity_partitions' },
      fields: `
        id occurred_at verb area actor_id user_id course_id object_type object_id details
        login_session_id ip request_id`,
    },
    activity_hours: {
      fields: 'hour user_id actions',
    },
  },
};
