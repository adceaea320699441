/** What of admin goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const adminExport: Exported = {
  tables: {},
  left_out: {
    backup_runs: 'belongs to the machine, not to the organization',
  },
};
