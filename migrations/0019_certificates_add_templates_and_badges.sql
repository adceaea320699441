-- Why: papers that an organization designs, certificates that end and are renewed, and the same as signed Open Badges. Contract T-14, U-18.
-- Owner: certificates. Locks: brief on certificates (new columns). Back out: a following migration.
create table certificate_templates (
  id uuid constraint certificate_templates_pkey primary key,
  name text not null constraint certificate_templates_name_check check (length(name) between 1 and 100),
  -- What is issued from now on; see certificate_template_versions.
  version_id uuid not null,
  is_default boolean not null default false,
  archived_at timestamptz(3),
  created_by uuid constraint certificate_templates_created_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint certificate_templates_default_check check (not (is_default and archived_at is not null))
);
comment on table certificate_templates is 'owner: certificates. How papers look. Exactly one is the default; courses may choose another.';
create unique index certificate_templates_default_key on certificate_templates (is_default) where is_default;
create index certificate_templates_name_idx on certificate_templates (lower(name), id);

create table certificate_template_versions (
  id uuid constraint certificate_template_versions_pkey primary key,
  template_id uuid not null constraint certificate_template_versions_template_fkey references certificate_templates (id) deferrable initially deferred,
  -- Everything the drawing needs besides the certificate's own row: size, language, background, elements.
  layout jsonb not null constraint certificate_template_versions_layout_check check (jsonb_typeof(layout -> 'elements') = 'array'),
  created_at timestamptz(3) not null default now()
);
comment on table certificate_template_versions is 'owner: certificates. Append-only: a certificate keeps the version it was issued with, so old papers never change.';
alter table certificate_templates add constraint certificate_templates_version_fkey
  foreign key (version_id) references certificate_template_versions (id) deferrable initially deferred;
create trigger certificate_template_versions_append_only before update or delete on certificate_template_versions
  for each row execute function refuse_change();
create index certificate_template_versions_template_idx on certificate_template_versions (template_id, created_at desc);

create table certificate_template_files (
  version_id uuid not null constraint certificate_template_files_version_fkey references certificate_template_versions (id),
  file_id uuid not null constraint certificate_template_files_file_fkey references files (id),
  constraint certificate_template_files_pkey primary key (version_id, file_id)
);
comment on table certificate_template_files is 'owner: certificates. Pictures a version draws; the key keeps them from being collected.';
create index certificate_template_files_file_idx on certificate_template_files (file_id);

create table certificate_course_templates (
  course_id uuid constraint certificate_course_templates_pkey primary key constraint certificate_course_templates_course_fkey references courses (id) on delete cascade,
  template_id uuid not null constraint certificate_course_templates_template_fkey references certificate_templates (id)
);
comment on table certificate_course_templates is 'owner: certificates. Courses whose certificates do not use the default template.';
create index certificate_course_templates_template_idx on certificate_course_templates (template_id);

-- The paper as it has been so far, in millimetres of a landscape A4 page.
with template as (
  insert into certificate_templates (id, name, version_id, is_default)
  values (new_uuid_v7(now()), 'Lyceum', new_uuid_v7(now()), true) returning id, version_id)
insert into certificate_template_versions (id, template_id, layout)
select version_id, id, '{
  "page_size": "a4", "orientation": "landscape", "language": null, "border": "double",
  "background": {"colour": "#fffffb", "file_id": null},
  "elements": [
    {"id": "rosette", "kind": "ornament", "ornament": "rosette", "x_mm": 180, "y_mm": 25.5, "width_mm": 93, "height_mm": 93},
    {"id": "mark", "kind": "ornament", "ornament": "mark", "x_mm": 23.5, "y_mm": 23.5, "width_mm": 8.5, "height_mm": 8.5},
    {"id": "organization", "kind": "field", "field": "organization_name", "x_mm": 36, "y_mm": 23.5, "width_mm": 140, "height_mm": 7, "font": "sans", "weight": "bold", "size_pt": 13, "colour": "#171a23", "align": "start"},
    {"id": "heading", "kind": "field", "field": "heading", "x_mm": 23.5, "y_mm": 44.5, "width_mm": 152, "height_mm": 5, "font": "sans", "weight": "bold", "size_pt": 10.5, "colour": "#2f388f", "align": "start"},
    {"id": "recipient", "kind": "field", "field": "recipient_name", "x_mm": 23.5, "y_mm": 50, "width_mm": 152, "height_mm": 19, "font": "serif", "weight": "regular", "size_pt": 38, "colour": "#171a23", "align": "start"},
    {"id": "statement", "kind": "field", "field": "statement", "x_mm": 23.5, "y_mm": 72.5, "width_mm": 152, "height_mm": 6.5, "font": "sans", "weight": "regular", "size_pt": 12.5, "colour": "#5a6172", "align": "start"},
    {"id": "course", "kind": "field", "field": "course_title", "x_mm": 23.5, "y_mm": 81, "width_mm": 152, "height_mm": 32, "font": "sans", "weight": "bold", "size_pt": 21, "colour": "#2f388f", "align": "start"},
    {"id": "facts", "kind": "field", "field": "facts", "x_mm": 23.5, "y_mm": 118, "width_mm": 197, "height_mm": 11, "font": "sans", "weight": "bold", "size_pt": 11.5, "colour": "#171a23", "align": "start"},
    {"id": "signature", "kind": "signature", "file_id": null, "name": "", "title": "", "x_mm": 23.5, "y_mm": 157, "width_mm": 81, "height_mm": 32},
    {"id": "number_label", "kind": "field", "field": "number_label", "x_mm": 137, "y_mm": 159.5, "width_mm": 106, "height_mm": 4.5, "font": "sans", "weight": "regular", "size_pt": 9, "colour": "#5a6172", "align": "end"},
    {"id": "number", "kind": "field", "field": "number", "x_mm": 137, "y_mm": 164, "width_mm": 106, "height_mm": 5.5, "font": "sans", "weight": "bold", "size_pt": 10.5, "colour": "#171a23", "align": "end"},
    {"id": "verification_label", "kind": "field", "field": "verification_id_label", "x_mm": 137, "y_mm": 171, "width_mm": 106, "height_mm": 4.5, "font": "sans", "weight": "regular", "size_pt": 9, "colour": "#5a6172", "align": "end"},
    {"id": "verification", "kind": "field", "field": "verification_id", "x_mm": 137, "y_mm": 175.5, "width_mm": 106, "height_mm": 5, "font": "sans", "weight": "bold", "size_pt": 9.5, "colour": "#171a23", "align": "end"},
    {"id": "check_at", "kind": "field", "field": "check_at", "x_mm": 137, "y_mm": 184, "width_mm": 106, "height_mm": 4.5, "font": "sans", "weight": "regular", "size_pt": 9, "colour": "#5a6172", "align": "end"},
    {"id": "qr", "kind": "qr", "x_mm": 247, "y_mm": 159, "width_mm": 29.5, "height_mm": 29.5}
  ]}'::jsonb from template;
-- Deferred checks must be over before these tables are changed further.
set constraints all immediate;

alter table certificates
  add column template_version_id uuid constraint certificates_template_version_fkey references certificate_template_versions (id),
  -- The certificate of the same person and course that this one follows, from an earlier cycle.
  add column renews_id uuid constraint certificates_renews_fkey references certificates (id),
  add constraint certificates_renews_check check (renews_id <> id);
-- What changes here is not what anybody did.
alter table certificates disable trigger certificates_track_history;
update certificates set template_version_id = (select version_id from certificate_templates where is_default);
alter table certificates enable trigger certificates_track_history;
alter table certificates alter column template_version_id set not null;
create unique index certificates_renews_key on certificates (renews_id) where renews_id is not null and revoked_at is null;
create index certificates_expiring_idx on certificates (expires_at) where revoked_at is null and expires_at is not null;

create or replace view v_certificates_certificates as
  select id as certificate_id, completion_id, student_id, course_id, number, verification_id, recipient_name, course_title,
         issued_at, expires_at, revoked_at, renews_id
    from certificates;

create table certificate_reminders (
  certificate_id uuid not null constraint certificate_reminders_certificate_fkey references certificates (id) on delete cascade,
  days integer not null constraint certificate_reminders_days_check check (days in (60, 30, 7)),
  reminded_at timestamptz(3) not null,
  constraint certificate_reminders_pkey primary key (certificate_id, days)
);
comment on table certificate_reminders is 'owner: certificates. Append-only: each step before the end is told once.';

create table certificate_keys (
  id uuid constraint certificate_keys_pkey primary key,
  public_jwk jsonb not null,
  -- The private key, sealed with a key derived from the session secret; see signing-keys.ts.
  sealed_private bytea not null,
  created_at timestamptz(3) not null default now(),
  -- Set when its secret is lost: what it signed can still be checked.
  retired_at timestamptz(3)
);
comment on table certificate_keys is 'owner: certificates. Keys that sign badges. One is in use; public halves stay for ever.';
create unique index certificate_keys_current_key on certificate_keys ((retired_at is null)) where retired_at is null;

select track_history('certificate_templates', 'id');
select track_history('certificate_course_templates', 'course_id');
