/** What of telemetry goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const telemetryExport: Exported = {
  tables: {},
  left_out: {
    client_error_days: 'errors of browsers, belongs to the running of this installation',
    client_errors: 'errors of browsers, belongs to the running of this installation',
    client_view_days: 'counts of page views, belongs to the running of this installation',
    client_vital_days: 'speed of pages, belongs to the running of this installation',
  },
};
