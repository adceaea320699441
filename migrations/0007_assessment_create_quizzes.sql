-- Why: quizzes as draft plus frozen versions, attempts and answers as they are given. Contract L-26..L-28, L-32, L-87..L-91, U-16.
-- Owner: assessment. Locks: none, new tables. Back out: a following migration.
create table quizzes (
  id uuid constraint quizzes_pkey primary key,
  course_id uuid not null constraint quizzes_course_fkey references courses (id) on delete cascade,
  lesson_id uuid constraint quizzes_lesson_fkey references lessons (id) on delete cascade,
  title varchar(200) not null,
  description text not null default '',
  pass_percent integer not null default 70 constraint quizzes_pass_percent_check check (pass_percent between 0 and 100),
  max_attempts integer constraint quizzes_max_attempts_check check (max_attempts between 1 and 1000),
  time_limit_seconds integer constraint quizzes_time_limit_check check (time_limit_seconds between 10 and 86400),
  shuffle_questions boolean not null default false,
  shuffle_choices boolean not null default false,
  feedback_mode text not null default 'full' constraint quizzes_feedback_mode_check check (feedback_mode in ('full', 'after_pass', 'score_only')),
  version_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  record_version integer not null default 1
);
comment on table quizzes is 'owner: assessment. The draft of a quiz; learners take quiz_versions.';
create unique index quizzes_lesson_key on quizzes (lesson_id) where deleted_at is null and lesson_id is not null;
create index quizzes_course_idx on quizzes (course_id) where deleted_at is null;

create table questions (
  id uuid constraint questions_pkey primary key,
  quiz_id uuid not null constraint questions_quiz_fkey references quizzes (id) on delete cascade,
  kind text not null default 'single_choice' constraint questions_kind_check check (kind in ('single_choice', 'multiple_choice', 'true_false', 'short_text', 'numeric')),
  text text not null,
  answer text,
  settings jsonb not null default '{}' constraint questions_settings_check check (jsonb_typeof(settings) = 'object'),
  points numeric(6, 2) not null default 1 constraint questions_points_check check (points > 0),
  feedback text not null default '',
  "order" integer constraint questions_order_check check ("order" >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  constraint questions_quiz_order_key unique (quiz_id, "order") deferrable initially deferred,
  constraint questions_deleted_check check ((deleted_at is null) = ("order" is not null))
);
comment on table questions is 'owner: assessment. answer, settings and feedback never leave the server before submission; settings holds what the question type alone understands.';

create table choices (
  id uuid constraint choices_pkey primary key,
  question_id uuid not null constraint choices_question_fkey references questions (id) on delete cascade,
  text text not null,
  is_correct boolean not null default false,
  feedback text not null default '',
  "order" integer constraint choices_order_check check ("order" >= 1),
  created_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  constraint choices_question_order_key unique (question_id, "order") deferrable initially deferred,
  constraint choices_deleted_check check ((deleted_at is null) = ("order" is not null))
);
comment on table choices is 'owner: assessment. is_correct and feedback never leave the server before submission.';

create table quiz_versions (
  id uuid constraint quiz_versions_pkey primary key,
  quiz_id uuid not null constraint quiz_versions_quiz_fkey references quizzes (id) on delete cascade,
  content_hash text not null,
  definition jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint quiz_versions_content_key unique (quiz_id, content_hash)
);
comment on table quiz_versions is 'owner: assessment. Immutable: settings, questions and key as they were when the course was published.';
alter table quizzes add constraint quizzes_version_fkey foreign key (version_id) references quiz_versions (id);

create table attempts (
  id uuid constraint attempts_pkey primary key,
  quiz_id uuid not null constraint attempts_quiz_fkey references quizzes (id),
  quiz_version_id uuid not null constraint attempts_version_fkey references quiz_versions (id),
  enrollment_id uuid not null constraint attempts_enrollment_fkey references enrollments (id),
  student_id uuid not null constraint attempts_student_fkey references users (id),
  number integer not null constraint attempts_number_check check (number >= 1),
  seed integer not null default 0,
  started_at timestamptz(3) not null default now(),
  deadline_at timestamptz(3),
  submitted_at timestamptz(3),
  submitted_by text constraint attempts_submitted_by_check check (submitted_by in ('learner', 'server')),
  score numeric(8, 2),
  max_score numeric(8, 2),
  percent integer constraint attempts_percent_check check (percent between 0 and 100),
  passed boolean,
  outcome jsonb,
  constraint attempts_number_key unique (quiz_id, enrollment_id, number),
  constraint attempts_submitted_check check (num_nulls(submitted_at, submitted_by, score, max_score, percent, passed, outcome) in (0, 7))
);
comment on table attempts is 'owner: assessment. One try at one frozen quiz; the server''s clock rules. Never deleted, so numbers have no gaps and number <= limit is the limit.';
create unique index attempts_open_key on attempts (quiz_id, enrollment_id) where submitted_at is null;
create index attempts_enrollment_idx on attempts (enrollment_id, quiz_id);
create index attempts_student_idx on attempts (student_id, started_at desc, id);
create index attempts_quiz_idx on attempts (quiz_id, started_at desc, id);
create index attempts_overdue_idx on attempts (deadline_at) where submitted_at is null and deadline_at is not null;

create table attempt_answers (
  attempt_id uuid not null constraint attempt_answers_attempt_fkey references attempts (id) on delete cascade,
  question_id uuid not null,
  answer jsonb not null,
  sequence bigint not null default 0,
  saved_at timestamptz(3) not null default now(),
  constraint attempt_answers_pkey primary key (attempt_id, question_id)
);
comment on table attempt_answers is 'owner: assessment. Saved as typed; sequence is the client''s counter, so a late or repeated save never overwrites a newer one.';

create table attempt_scores (
  id uuid constraint attempt_scores_pkey primary key,
  attempt_id uuid not null constraint attempt_scores_attempt_fkey references attempts (id),
  score numeric(8, 2) not null,
  max_score numeric(8, 2) not null,
  percent integer not null,
  outcome jsonb not null,
  reason text not null constraint attempt_scores_reason_check check (reason in ('submitted', 'deadline', 'regrade')),
  scored_by uuid constraint attempt_scores_scored_by_fkey references users (id),
  created_at timestamptz(3) not null default now()
);
comment on table attempt_scores is 'owner: assessment. Append-only: a regrade adds a row, the old one stays.';
create unique index attempt_scores_first_key on attempt_scores (attempt_id) where reason <> 'regrade';
create trigger attempt_scores_append_only before update or delete on attempt_scores for each row execute function refuse_change();

-- Catalog reads here which quiz a lesson carries, when it prints an outline or publishes.
create view v_assessment_lesson_quizzes as
  select q.lesson_id, q.id as quiz_id, q.version_id,
         (select count(*)::int from questions s where s.quiz_id = q.id and s.deleted_at is null) as question_count
    from quizzes q
   where q.deleted_at is null and q.lesson_id is not null;

-- Notices name the quiz they are about.
create view v_assessment_quizzes as select id as quiz_id, course_id, lesson_id, title from quizzes;
