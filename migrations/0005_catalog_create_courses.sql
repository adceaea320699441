-- Why: categories and courses as a draft plus immutable versions. Contract T-35, T-36, L-23..L-25, U-09..U-11, U-30.
-- Owner: catalog. Locks: none, new tables. Back out: a following migration.
create table categories (
  id uuid constraint categories_pkey primary key,
  name citext not null constraint categories_name_check check (length(name) between 1 and 100),
  description text not null default '',
  palette integer not null default 0 constraint categories_palette_check check (palette between 0 and 7),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
comment on table categories is 'owner: catalog.';
create unique index categories_name_key on categories (name) where deleted_at is null;

create table courses (
  id uuid constraint courses_pkey primary key,
  title varchar(200) not null,
  code varchar(20) not null,
  description text not null default '',
  category_id uuid constraint courses_category_fkey references categories (id),
  difficulty_level varchar(20) not null default 'beginner' constraint courses_difficulty_level_check check (difficulty_level in ('beginner', 'intermediate', 'advanced')),
  duration_weeks integer constraint courses_duration_weeks_check check (duration_weeks between 1 and 520),
  language text not null default 'en',
  outcomes jsonb not null default '[]' constraint courses_outcomes_check check (jsonb_typeof(outcomes) = 'array'),
  created_by uuid not null constraint courses_created_by_fkey references users (id),
  instructor_id uuid not null constraint courses_instructor_fkey references users (id),
  image_file_id uuid constraint courses_image_fkey references files (id),
  cover_motif text,
  price numeric(10, 2) not null default 0 constraint courses_price_check check (price >= 0),
  currency char(3) not null default 'EUR',
  status text not null default 'draft' constraint courses_status_check check (status in ('draft', 'published', 'archived')),
  version_id uuid,
  published_at timestamptz(3),
  archived_at timestamptz(3),
  draft_changed_at timestamptz(3),
  certificate_enabled boolean not null default true,
  certificate_valid_months integer constraint courses_certificate_valid_months_check check (certificate_valid_months between 1 and 240),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  record_version integer not null default 1,
  constraint courses_published_check check (status <> 'published' or version_id is not null)
);
comment on table courses is 'owner: catalog. Identity and description of a course; learners read course_versions, authors edit modules and lessons.';
create unique index courses_code_key on courses (lower(code)) where deleted_at is null;
create index courses_published_title_idx on courses (title, id) where deleted_at is null and status = 'published';
create index courses_title_idx on courses (title, id) where deleted_at is null;
create index courses_category_idx on courses (category_id, title, id) where deleted_at is null;
create index courses_instructor_idx on courses (instructor_id) where deleted_at is null;
create index courses_search_idx on courses using gin (search_normal(title || ' ' || code || ' ' || description) gin_trgm_ops);

create table course_trainers (
  course_id uuid not null constraint course_trainers_course_fkey references courses (id) on delete cascade,
  user_id uuid not null constraint course_trainers_user_fkey references users (id) on delete cascade,
  created_at timestamptz(3) not null default now(),
  constraint course_trainers_pkey primary key (course_id, user_id)
);
comment on table course_trainers is 'owner: catalog. People who may edit and teach a course besides its instructor.';
create index course_trainers_user_idx on course_trainers (user_id);

-- A deleted module or lesson has "order" null: nulls are distinct, so a plain deferrable unique constraint (which a
-- partial index cannot be) lets one statement renumber the rest.
create table course_modules (
  id uuid constraint course_modules_pkey primary key,
  course_id uuid not null constraint course_modules_course_fkey references courses (id) on delete cascade,
  title varchar(200) not null default '',
  "order" integer constraint course_modules_order_check check ("order" >= 1),
  duration_hours integer constraint course_modules_duration_hours_check check (duration_hours >= 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  constraint course_modules_course_order_key unique (course_id, "order") deferrable initially deferred,
  constraint course_modules_deleted_check check ((deleted_at is null) = ("order" is not null))
);
comment on table course_modules is 'owner: catalog. The draft''s modules; ids are stable for life.';

create table lessons (
  id uuid constraint lessons_pkey primary key,
  course_id uuid not null constraint lessons_course_fkey references courses (id) on delete cascade,
  module_id uuid not null constraint lessons_module_fkey references course_modules (id) on delete cascade,
  title varchar(200) not null,
  kind text not null default 'article' constraint lessons_kind_check check (kind in ('article', 'video', 'file', 'quiz')),
  content text not null default '',
  video_url text,
  file_id uuid constraint lessons_file_fkey references files (id),
  "order" integer constraint lessons_order_check check ("order" >= 1),
  required boolean not null default true,
  is_preview boolean not null default false,
  completion_rule text not null default 'open' constraint lessons_completion_rule_check check (completion_rule in ('open', 'minimum_time', 'watched_share', 'quiz_passed')),
  minimum_seconds integer constraint lessons_minimum_seconds_check check (minimum_seconds between 1 and 86400),
  watched_percent integer constraint lessons_watched_percent_check check (watched_percent between 1 and 100),
  estimated_minutes integer not null default 5 constraint lessons_estimated_minutes_check check (estimated_minutes >= 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  record_version integer not null default 1,
  constraint lessons_module_order_key unique (module_id, "order") deferrable initially deferred,
  constraint lessons_deleted_check check ((deleted_at is null) = ("order" is not null))
);
comment on table lessons is 'owner: catalog. The draft''s lessons; ids are stable for life, so progress survives moves.';
create index lessons_course_idx on lessons (course_id) where deleted_at is null;

create table lesson_revisions (
  id uuid constraint lesson_revisions_pkey primary key,
  lesson_id uuid not null constraint lesson_revisions_lesson_fkey references lessons (id) on delete cascade,
  content_hash text not null,
  title text not null,
  kind text not null,
  content text not null,
  video_url text,
  file_id uuid constraint lesson_revisions_file_fkey references files (id),
  created_at timestamptz(3) not null default now(),
  constraint lesson_revisions_content_key unique (lesson_id, content_hash)
);
comment on table lesson_revisions is 'owner: catalog. Immutable content of a lesson; a version points at one, and equal content is stored once.';

create table course_versions (
  id uuid constraint course_versions_pkey primary key,
  course_id uuid not null constraint course_versions_course_fkey references courses (id) on delete cascade,
  number integer not null,
  outline jsonb not null,
  lesson_ids uuid[] not null,
  required_lesson_ids uuid[] not null,
  estimated_minutes integer not null default 0,
  note text not null default '',
  published_by uuid constraint course_versions_published_by_fkey references users (id),
  published_at timestamptz(3) not null default now(),
  constraint course_versions_course_number_key unique (course_id, number)
);
comment on table course_versions is 'owner: catalog. Immutable. outline is what learners see; required_lesson_ids is the denominator of the percentage.';
alter table courses add constraint courses_version_fkey foreign key (version_id) references course_versions (id);

create table course_version_lessons (
  course_version_id uuid not null constraint course_version_lessons_version_fkey references course_versions (id) on delete cascade,
  lesson_id uuid not null constraint course_version_lessons_lesson_fkey references lessons (id),
  revision_id uuid not null constraint course_version_lessons_revision_fkey references lesson_revisions (id),
  module_id uuid not null constraint course_version_lessons_module_fkey references course_modules (id),
  "order" integer not null,
  position integer not null,
  required boolean not null,
  is_preview boolean not null,
  completion_rule text not null,
  minimum_seconds integer,
  watched_percent integer,
  estimated_minutes integer not null,
  constraint course_version_lessons_pkey primary key (course_version_id, lesson_id)
);
comment on table course_version_lessons is 'owner: catalog. Immutable: the lessons of a version with the revision each shows; "order" counts within the module, position within the course.';
create index course_version_lessons_lesson_idx on course_version_lessons (lesson_id);

-- Other features read a published course here, in one row.
create view v_catalog_published_courses as
  select c.id as course_id, c.title, c.code, c.category_id, c.image_file_id, c.cover_motif, c.instructor_id, c.status,
         c.price, c.currency, c.certificate_enabled, c.certificate_valid_months, c.version_id, v.number as version_number,
         v.outline, v.lesson_ids, v.required_lesson_ids, v.estimated_minutes, c.deleted_at,
         k.name::text as category, coalesce(k.palette, 0) as category_palette
    from courses c join course_versions v on v.id = c.version_id left join categories k on k.id = c.category_id;
comment on view v_catalog_published_courses is 'owner: catalog. Courses that were ever published, deleted ones too (evidence still names them): filter on status and deleted_at.';

create view v_catalog_version_lessons as
  select vl.*, r.title, r.kind, r.content, r.video_url, r.file_id, v.course_id
    from course_version_lessons vl
    join lesson_revisions r on r.id = vl.revision_id
    join course_versions v on v.id = vl.course_version_id;

-- What progress is counted against: one lean row per version.
create view v_catalog_course_versions as
  select id as course_version_id, course_id, number, lesson_ids, required_lesson_ids, estimated_minutes, published_at
    from course_versions;

-- The lessons of a version without their content: what progress and plans are worked out from.
create view v_catalog_version_plan as
  select course_version_id, lesson_id, module_id, position, required, completion_rule, minimum_seconds, watched_percent, estimated_minutes
    from course_version_lessons;

-- Which course a lesson belongs to, also one that was deleted (its progress is evidence).
create view v_catalog_lessons as
  select id as lesson_id, course_id, module_id, title, kind, deleted_at from lessons;

-- Who teaches a course; whether they still hold the trainer role is asked of the actor.
create view v_catalog_course_staff as
  select id as course_id, instructor_id as user_id from courses where deleted_at is null
  union select id, created_by from courses where deleted_at is null
  union select t.course_id, t.user_id from course_trainers t join courses c on c.id = t.course_id where c.deleted_at is null;
