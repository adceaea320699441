-- Why: what people are recognized for, by rules that an administrator writes, awarded once. Contract U-17.
-- Owner: achievements. Locks: brief on skill_evidence (new index). Back out: a following migration.
create table achievements (
  id uuid constraint achievements_pkey primary key,
  -- Says which of the product's own it is; null for those an organization wrote, and once it rewrote one.
  key text constraint achievements_key_key unique,
  name text not null constraint achievements_name_check check (length(name) between 1 and 80),
  description text not null default '' constraint achievements_description_check check (length(description) <= 300),
  -- The same in other languages: {"de": {"name": …, "description": …}}.
  translations jsonb not null default '{}' constraint achievements_translations_check check (jsonb_typeof(translations) = 'object'),
  icon text not null,
  palette text not null,
  rule jsonb not null constraint achievements_rule_check check (jsonb_typeof(rule) = 'object' and rule ? 'kind'),
  position integer not null default 0,
  is_active boolean not null default true,
  archived_at timestamptz(3),
  created_by uuid constraint achievements_created_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint achievements_archived_check check (archived_at is null or not is_active)
);
comment on table achievements is 'owner: achievements. What one can earn and by which rule. Archived, not deleted: awards name it.';
create index achievements_active_idx on achievements ((rule ->> 'kind')) where is_active;
create index achievements_order_idx on achievements (position, id);

create table achievement_awards (
  id uuid constraint achievement_awards_pkey primary key,
  achievement_id uuid not null constraint achievement_awards_achievement_fkey references achievements (id),
  user_id uuid not null constraint achievement_awards_user_fkey references users (id),
  earned_at timestamptz(3) not null,
  -- The rule as it was, the numbers that met it, and the fact that did: {"rule": …, "done": 5, "of": 5, "fact_id": …}.
  cause jsonb not null,
  -- The only thing about an award that changes: whether it has a public page.
  share_token text constraint achievement_awards_share_token_key unique constraint achievement_awards_share_token_check check (length(share_token) >= 24),
  constraint achievement_awards_once_key unique (achievement_id, user_id)
);
comment on table achievement_awards is 'owner: achievements. Append-only: who earned what, when and why. Nothing takes an award away; only its public link comes and goes.';
create index achievement_awards_person_idx on achievement_awards (user_id, earned_at desc, id desc);
create index achievement_awards_recent_idx on achievement_awards (earned_at desc, id desc);

create function refuse_award_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.id, new.achievement_id, new.user_id, new.earned_at, new.cause)
     is not distinct from (old.id, old.achievement_id, old.user_id, old.earned_at, old.cause)
  then return new; end if;
  raise exception 'achievement_awards is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger achievement_awards_append_only before update or delete on achievement_awards for each row execute function refuse_award_change();

create view v_achievements_awards as
  select w.id as award_id, w.achievement_id, w.user_id, w.earned_at, a.name, a.translations, a.icon, a.palette
    from achievement_awards w join achievements a on a.id = w.achievement_id;
comment on view v_achievements_awards is 'owner: achievements. Who earned what and when, with its name of today.';

-- What the rules look at in assessment: attempts that were handed in.
create view v_assessment_submitted_attempts as
  select id as attempt_id, quiz_id, student_id, submitted_at, percent, passed from attempts where submitted_at is not null;
comment on view v_assessment_submitted_attempts is 'owner: assessment. Attempts with their result, without answers.';

-- "How many people has somebody rated" is asked at every rating.
create index skill_evidence_rated_by_idx on skill_evidence (rated_by, user_id) where rated_by is not null;

insert into achievements (id, key, position, icon, palette, rule, name, description, translations)
select new_uuid_v7(now()), s.key, s.position, s.icon, s.palette, s.rule::jsonb, s.name, s.description,
       jsonb_build_object('de', jsonb_build_object('name', s.german, 'description', s.german_description))
  from (values
    ('first_quarter', 10, 'seedling', 'green', '{"kind":"milestone","percent":25}', 'First quarter', 'A quarter of a course is done.', 'Erstes Viertel', 'Ein Viertel eines Kurses ist geschafft.'),
    ('halfway', 20, 'compass', 'green', '{"kind":"milestone","percent":50}', 'Halfway', 'Half of a course is done.', 'Halbzeit', 'Die Hälfte eines Kurses ist geschafft.'),
    ('home_straight', 30, 'mountain', 'blue', '{"kind":"milestone","percent":75}', 'Home straight', 'Three quarters of a course are done.', 'Zielgerade', 'Drei Viertel eines Kurses sind geschafft.'),
    ('whole_course', 40, 'flag', 'blue', '{"kind":"milestone","percent":100}', 'All of it', 'Every required lesson of a course is done.', 'Alles geschafft', 'Alle Pflichtlektionen eines Kurses sind geschafft.'),
    ('quiz_passed', 50, 'check', 'indigo', '{"kind":"quiz_passed","count":1}', 'Quiz passed', 'The first quiz is passed.', 'Quiz bestanden', 'Das erste Quiz ist bestanden.'),
    ('full_marks', 60, 'target', 'gold', '{"kind":"quiz_passed","count":1,"min_percent":100}', 'Full marks', 'A quiz without a single mistake.', 'Volle Punktzahl', 'Ein Quiz ganz ohne Fehler.'),
    ('first_course', 70, 'book', 'indigo', '{"kind":"courses_completed","count":1}', 'First course', 'The first course is completed.', 'Erster Kurs', 'Der erste Kurs ist abgeschlossen.'),
    ('five_courses', 80, 'books', 'gold', '{"kind":"courses_completed","count":5}', 'Five courses', 'Five different courses are completed.', 'Fünf Kurse', 'Fünf verschiedene Kurse sind abgeschlossen.'),
    ('week_of_learning', 90, 'flame', 'copper', '{"kind":"learning_streak","days":7}', 'A week of learning', 'Something learned on seven days in a row.', 'Eine Woche Lernen', 'An sieben Tagen hintereinander etwas gelernt.'),
    ('helping_hand', 100, 'hands', 'rose', '{"kind":"helping_others","count":5}', 'Helping hand', 'Five people know better what they can do, because you rated a skill of theirs.', 'Helfende Hand', 'Fünf Menschen wissen besser, was sie können, weil Sie eine ihrer Fähigkeiten bewertet haben.')
  ) as s (key, position, icon, palette, rule, name, description, german, german_description);

select track_history('achievements', 'id', 'position');
