/** What of imports goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const importsExport: Exported = {
  tables: {
    import_runs: {
      fields: `
        id kind status file_id file_name course_id quiz_id created_by steps_done steps_total
        report created_at finished_at`,
    },
  },
};
