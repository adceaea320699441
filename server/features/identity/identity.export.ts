/** What of identity goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const identityExport: Exported = {
  tables: {
    departments: {
      fields: 'id name parent_id created_at',
    },
    positions: {
      fields: 'id name created_at',
    },
    role_assignments: {
      fields: 'id user_id role scope scope_id valid_from valid_until granted_by',
    },
    user_profiles: {
      fields: `
        id user_id display_name phone_number department_id position_id bio avatar_file_id
        skills preferences time_zone language created_at updated_at record_version`,
    },
    users: {
      fields: `
        id email username role is_active deactivated_at last_active created_at updated_at
        deleted_at record_version`,
      left_out: {
        failed_login_attempts: 'a counter of failed sign-ins',
        last_failed_login_at: 'when a sign-in last failed',
      },
    },
  },
  left_out: {
    credentials: 'password hashes; people come in by a reset or by `lyceum user password`',
    login_sessions: 'sign-ins; everybody signs in again',
    login_throttles: 'counters of failed sign-ins, transient',
    password_resets: 'links that open an account',
    refresh_tokens: 'tokens',
  },
  sheets: [
    {
      name: 'people',
      about: 'people with roles, place and manager of that day',
      query: `
        select p.user_id, p.email, p.username, p.display_name, array_to_string(p.roles, ' ') as roles, p.is_active, p.department, p.position,
               (select m.email from v_reporting_managers r join v_identity_people m on m.user_id = r.manager_id
                 where r.user_id = p.user_id and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())) as manager_email,
               p.language, p.time_zone, ${utc('u.created_at')} as created_at, ${utc('u.last_active')} as last_active, ${utc('u.deleted_at')} as deleted_at
          from v_identity_people p join users u on u.id = p.user_id order by p.user_id`,
    },
  ],
};
