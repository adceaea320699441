/**
 * The statements that take the demo away. Evidence is never deleted by the product itself; here whole people and courses go
 * who never existed, so their evidence goes with them, and that of nobody else.
 */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { demoDomain } from './content/people.ts';
import type { Manifest } from './manifest.ts';

/** What goes: ids of people and of courses. */
export type Leaving = { people: string[]; courses: string[] };

/** Whoever still has an address of the demo. An account whose owner put in an address of their own is theirs, and stays. */
export async function selectPeople(db: Db): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select id from users where email::text ilike ${`%@${demoDomain}`} order by id for update`,
  );
  return rows.map((row) => row.id);
}

/** Who takes over what demo people made besides the demo: the oldest administrator that stays. */
export async function selectHeir(db: Db, people: readonly string[]): Promise<string | null> {
  const row = await db.maybe<{ id: string }>(sql`
    select id from users
     where role = 'admin' and is_active and deleted_at is null and id <> all(${people}::uuid[]) order by created_at, id limit 1`);
  return row?.id ?? null;
}

export async function selectSignedIn(db: Db, people: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ user_id: string }>(
    sql`select distinct user_id from login_sessions where user_id = any(${people}::uuid[])`,
  );
  return rows.map((row) => row.user_id);
}

/** Files of demo people and the papers of certificates that go. Whether something that stays uses one is asked afterwards. */
export async function selectFiles(db: Db, { people, courses }: Leaving): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from files where owner_id = any(${people}::uuid[])
    union select pdf_file_id from certificates
     where pdf_file_id is not null and (student_id = any(${people}::uuid[]) or course_id = any(${courses}::uuid[]))`);
  return rows.map((row) => row.id);
}

export async function deleteUses(db: Db, { people, courses }: Leaving): Promise<void> {
  await db.run(sql`
    delete from file_uses f where
      (f.subject = 'user' and f.subject_id = any(${people}::uuid[])) or
      (f.subject = 'course' and f.subject_id = any(${courses}::uuid[])) or
      (f.subject = 'lesson' and f.subject_id in (select id from lessons where course_id = any(${courses}::uuid[]))) or
      (f.subject = 'import' and f.subject_id in (select id from import_runs where created_by = any(${people}::uuid[]))) or
      (f.subject = 'certificate' and f.subject_id in (
        select id from certificates where student_id = any(${people}::uuid[]) or course_id = any(${courses}::uuid[])))`);
}

export async function deleteMessages(
  db: Db,
  { people, courses }: Leaving,
  manifest: Manifest,
): Promise<void> {
  const about = sql`
    select id from facts
     where request_id = ${manifest.request_id} or actor_id = any(${people}::uuid[])
        or payload ->> 'course_id' = any(${courses}::text[])
        or payload ->> 'student_id' = any(${people}::text[]) or payload ->> 'user_id' = any(${people}::text[])
        or payload ->> 'recipient_id' = any(${people}::text[])`;
  // A delivery that is under way holds its facts: what it writes is there to be deleted once it lets go of them.
  await db.run(sql`${about} for update`);
  await db.run(
    sql`delete from notifications where recipient_id = any(${people}::uuid[]) or fact_id in (${about})`,
  );
  await db.run(
    sql`delete from mails where recipient_id = any(${people}::uuid[]) or to_address ilike ${`%@${demoDomain}`}`,
  );
  await db.run(sql`delete from activity where id in (${about}) or actor_id = any(${people}::uuid[]) or user_id = any(${people}::uuid[])
    or course_id = any(${courses}::uuid[])`);
  await db.run(sql`delete from facts where id in (${about})`);
}

/** Judgements about and by demo people, who led whom, and the demo's framework as far as nobody else uses it. */
export async function deleteSkills(db: Db, { people, courses }: Leaving, manifest: Manifest): Promise<void> {
  const theirs = sql`any(${people}::uuid[])`;
  const framework = sql`any(${manifest.skill_ids}::uuid[])`;
  const evidence = sql`select id from skill_evidence where user_id = ${theirs} or rated_by = ${theirs} or course_id = any(${courses}::uuid[])`;
  await db.run(sql`delete from skill_evidence_decisions where evidence_id in (${evidence})`);
  await db.run(sql`delete from skill_evidence where id in (${evidence})`);
  await db.run(sql`update skill_evidence_decisions set decided_by = null where decided_by = ${theirs}`);
  await db.run(sql`update user_skills set target_set_by = null where target_set_by = ${theirs}`);
  await db.run(sql`delete from user_skills where user_id = ${theirs}`);
  await db.run(sql`delete from reporting_lines where user_id = ${theirs} or manager_id = ${theirs}`);
  await db.run(sql`delete from acting_managers where manager_id = ${theirs} or acting_id = ${theirs}`);
  await db.run(sql`update reporting_lines set set_by = null where set_by = ${theirs}`);
  await db.run(sql`update acting_managers set set_by = null where set_by = ${theirs}`);
  await db.run(sql`delete from achievement_awards where user_id = ${theirs}`);
  await db.run(sql`update achievements set created_by = null where created_by = ${theirs}`);
  await db.run(sql`update certificate_templates set created_by = null where created_by = ${theirs}`);
  await db.run(sql`
    delete from role_profiles r where exists (select 1 from role_profile_skills s where s.role_profile_id = r.id and s.skill_id = ${framework})`);
  await db.run(sql`delete from course_skills where course_id = any(${courses}::uuid[])`);
  await db.run(sql`delete from course_required_skills where course_id = any(${courses}::uuid[])`);
  await db.run(sql`
    with recursive used as (
      select k.id, k.parent_id from skills k
       where exists (select 1 from user_skills u where u.skill_id = k.id) or exists (select 1 from skill_evidence e where e.skill_id = k.id)
          or exists (select 1 from course_skills c where c.skill_id = k.id) or exists (select 1 from course_required_skills c where c.skill_id = k.id)
          or exists (select 1 from role_profile_skills r where r.skill_id = k.id)
          or exists (select 1 from skills below where below.parent_id = k.id and below.id <> all(${manifest.skill_ids}::uuid[]))
      union select up.id, up.parent_id from used join skills up on up.id = used.parent_id
    )
    delete from skills k where k.id = ${framework} and k.id not in (select id from used)`);
}

/**
 * Sessions of the demo and of its courses with all bookings of them, and what demo people booked or did elsewhere. A room in
 * which somebody else has planned a session stays.
 */
export async function deleteSessions(
  db: Db,
  { people, courses }: Leaving,
  manifest: Manifest,
): Promise<void> {
  const theirs = sql`any(${people}::uuid[])`;
  const going = sql`select id from training_sessions
    where id = any(${manifest.session_ids}::uuid[]) or course_id = any(${courses}::uuid[]) or created_by = ${theirs}`;
  const bookings = sql`select id from bookings where user_id = ${theirs} or session_id in (${going})`;
  await db.run(sql`delete from attendance_corrections where booking_id in (${bookings})`);
  await db.run(sql`delete from attendances where booking_id in (${bookings})`);
  await db.run(sql`delete from bookings where id in (${bookings})`);
  await db.run(sql`delete from training_sessions where id in (${going})`);
  await db.run(sql`delete from session_series where created_by = ${theirs}
    and not exists (select 1 from training_sessions s where s.series_id = session_series.id)`);
  await db.run(sql`delete from session_occupancy where resource_id = ${theirs}`);
  await db.run(sql`delete from session_trainers where user_id = ${theirs}`);
  await db.run(sql`update session_series set created_by = null where created_by = ${theirs}`);
  await db.run(sql`update training_sessions set cancelled_by = null where cancelled_by = ${theirs}`);
  await db.run(sql`update bookings set booked_by = null where booked_by = ${theirs}`);
  await db.run(sql`update bookings set decided_by = null where decided_by = ${theirs}`);
  await db.run(sql`update attendance_corrections set corrected_by = null where corrected_by = ${theirs}`);
  await db.run(sql`update attendances set recorded_by = null where recorded_by = ${theirs}`);
  await db.run(sql`
    delete from rooms r where r.id = any(${manifest.room_ids}::uuid[])
       and not exists (select 1 from training_sessions s where s.room_id = r.id)`);
  await db.run(sql`delete from holidays where id = any(${manifest.holiday_ids}::uuid[])`);
}

/** The history of what goes with the demo. Last: the removal itself writes history. */
export async function deleteRecordHistory(db: Db, { people }: Leaving): Promise<void> {
  await db.run(sql`
    delete from record_history h where h.changed_at >= transaction_timestamp() or h.actor_id = any(${people}::uuid[])
       or h.record_id = any(${people}::uuid[])
       or (h.record_type, h.record_id) in (
            select x.record_type, x.record_id from record_history x where x.changed_at >= transaction_timestamp() and x.action = 'deleted')`);
}

export async function deleteLearning(db: Db, { people, courses }: Leaving): Promise<void> {
  const enrollments = sql`select id from enrollments where student_id = any(${people}::uuid[]) or course_id = any(${courses}::uuid[])`;
  const attempts = sql`select id from attempts where enrollment_id in (${enrollments})`;
  await db.run(
    sql`delete from certificates where student_id = any(${people}::uuid[]) or course_id = any(${courses}::uuid[])`,
  );
  await db.run(sql`delete from attempt_scores where attempt_id in (${attempts})`);
  await db.run(sql`delete from attempts where enrollment_id in (${enrollments})`);
  await db.run(sql`delete from completions where enrollment_id in (${enrollments})`);
  await db.run(sql`delete from enrollments where id in (${enrollments})`);
}

/** Courses take their modules, lessons, versions and quizzes with them. Imports of others keep their report. */
export async function deleteCourses(db: Db, { people, courses }: Leaving): Promise<void> {
  await db.run(sql`delete from import_runs where created_by = any(${people}::uuid[])`);
  await db.run(sql`
    update import_runs set quiz_id = null where quiz_id in (select id from quizzes where course_id = any(${courses}::uuid[]))`);
  await db.run(sql`update import_runs set course_id = null where course_id = any(${courses}::uuid[])`);
  // They point at modules and lessons without going with them.
  await db.run(sql`
    delete from course_version_lessons
     where course_version_id in (select id from course_versions where course_id = any(${courses}::uuid[]))`);
  await db.run(sql`delete from courses where id = any(${courses}::uuid[])`);
}

/** What demo people did to things that stay: courses get a new owner, the rest forgets who it was. */
export async function handOver(db: Db, people: readonly string[], heir: string): Promise<void> {
  const theirs = sql`any(${people}::uuid[])`;
  await db.run(sql`
    update courses set created_by = case when created_by = ${theirs} then ${heir}::uuid else created_by end,
           instructor_id = case when instructor_id = ${theirs} then ${heir}::uuid else instructor_id end
     where created_by = ${theirs} or instructor_id = ${theirs}`);
  await db.run(sql`update course_versions set published_by = null where published_by = ${theirs}`);
  await db.run(
    sql`update role_assignments set granted_by = null where granted_by = ${theirs} and user_id <> all(${people}::uuid[])`,
  );
  await db.run(sql`update enrollments set assigned_by = null where assigned_by = ${theirs}`);
  await db.run(sql`update enrollments set ended_by = null where ended_by = ${theirs}`);
  await db.run(sql`update completions set recorded_by = null where recorded_by = ${theirs}`);
  await db.run(sql`update attempt_scores set scored_by = null where scored_by = ${theirs}`);
  await db.run(sql`update certificates set revoked_by = null where revoked_by = ${theirs}`);
  await db.run(sql`update files set owner_id = null where owner_id = ${theirs}`);
}

export async function deletePeople(db: Db, people: readonly string[]): Promise<void> {
  // Roles that demo people granted each other go in one statement with them.
  await db.run(sql`delete from role_assignments where user_id = any(${people}::uuid[])`);
  await db.run(sql`delete from users where id = any(${people}::uuid[])`);
}

/** Shelves and directory entries the demo brought, unless something that stays uses them by now. */
export async function deleteDirectory(db: Db, manifest: Manifest): Promise<void> {
  await db.run(sql`
    delete from categories k where k.id = any(${manifest.category_ids}::uuid[])
       and not exists (select 1 from courses c where c.category_id = k.id)`);
  await db.run(sql`
    delete from departments d where d.id = any(${manifest.department_ids}::uuid[])
       and not exists (select 1 from user_profiles p where p.department_id = d.id)
       and not exists (select 1 from departments below where below.parent_id = d.id and below.id <> all(${manifest.department_ids}::uuid[]))`);
  await db.run(sql`
    delete from positions o where o.id = any(${manifest.position_ids}::uuid[])
       and not exists (select 1 from user_profiles p where p.position_id = o.id)`);
}

/** Evidence is append-only by trigger. That holds for everyone but this removal, and only inside its transaction. */
export async function allowDeletingEvidence(db: Db, allowed: boolean): Promise<void> {
  const verb = allowed ? sql`disable` : sql`enable`;
  await db.run(sql`alter table completions ${verb} trigger completions_append_only`);
  await db.run(sql`alter table attempt_scores ${verb} trigger attempt_scores_append_only`);
  await db.run(sql`alter table skill_evidence ${verb} trigger skill_evidence_append_only`);
  await db.run(
    sql`alter table skill_evidence_decisions ${verb} trigger skill_evidence_decisions_append_only`,
  );
  await db.run(sql`alter table achievement_awards ${verb} trigger achievement_awards_append_only`);
  await db.run(sql`alter table attendance_corrections ${verb} trigger attendance_corrections_append_only`);
  await db.run(sql`alter table record_history ${verb} trigger record_history_append_only`);
  await db.run(sql`alter table activity ${verb} trigger activity_append_only`);
}
