/** What of reporting goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const reportingExport: Exported = {
  tables: {
    acting_managers: {
      fields: 'id manager_id acting_id valid_from valid_until reason set_by created_at',
    },
    reporting_lines: {
      fields: 'id user_id manager_id valid_from valid_until set_by created_at',
    },
  },
};
