/** What of platform goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const platformExport: Exported = {
  tables: {
    record_history: {
      fields: `
        id record_type record_id action changed_at actor_id login_session_id request_id
        before after`,
    },
    settings: {
      fields: 'key value updated_at',
    },
  },
  left_out: {
    fact_deliveries: 'the queue of what happened',
    facts: 'the queue of what happened; how much of it was still waiting is in the manifest',
    idempotency_keys: 'answers kept for a day, transient',
    schema_migrations: 'belongs to the database, not to the organization',
  },
};
