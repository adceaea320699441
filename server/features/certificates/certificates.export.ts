/** What of certificates goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const certificatesExport: Exported = {
  tables: {
    certificate_course_templates: {
      fields: 'course_id template_id',
    },
    certificate_keys: {
      fields: 'id public_jwk created_at retired_at',
      filled: { sealed_private: `''` },
      left_out: {
        sealed_private:
          'private key, sealed under the secret of the installation; public halves stay, so badges already issued still verify',
      },
    },
    certificate_reminders: {
      fields: 'certificate_id days reminded_at',
    },
    certificate_template_files: {
      fields: 'version_id file_id',
    },
    certificate_template_versions: {
      fields: 'id template_id layout created_at',
    },
    certificate_templates: {
      fields: `
        id name version_id is_default archived_at created_by created_at updated_at
        record_version`,
    },
    certificates: {
      fields: `
        id completion_id student_id course_id number verification_id recipient_name
        course_title course_code course_version_number instructor_name organization_name
        score_percent duration_minutes completed_at issued_at expires_at revoked_at
        revoked_by revoke_reason supersedes_id language pdf_file_id pdf_sha256
        template_version_id renews_id`,
    },
  },
  counters: ['certificate_numbers'],
  sheets: [
    {
      name: 'certificates',
      about: 'certificates with their state',
      query: `
        select c.number, c.verification_id, c.recipient_name, p.email, c.course_code, c.course_title, c.course_version_number, c.score_percent,
               ${utc('c.completed_at')} as completed_at, ${utc('c.issued_at')} as issued_at, ${utc('c.expires_at')} as expires_at,
               ${utc('c.revoked_at')} as revoked_at, c.revoke_reason
          from certificates c join v_identity_people p on p.user_id = c.student_id order by c.id`,
    },
  ],
};
