/** What of notifications goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const notificationsExport: Exported = {
  tables: {
    notifications: {
      fields: `
        id recipient_id kind message params link fact_id sender_id created_at is_read
        read_at deleted_at`,
    },
  },
  left_out: {
    mails:
      'the log of sent mail with its texts; an imported site sends nothing old. What was told is in notifications',
  },
};
