/** The two statements behind every notice: who is it for, and writing it. */
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { factRow } from '#server/platform/facts/publish.ts';
import { jobPerRow } from '#server/platform/jobs/jobs.ts';
import type { CalendarPart } from '#server/platform/mail/mailer.ts';
import { mostAttempts, sendMailJob } from './mails.service.ts';

export type Subject = {
  display_name: string;
  email: string;
  language: string;
  time_zone: string;
  is_active: boolean;
  course_title: string | null;
  enrollment_status: 'active' | 'completed' | 'ended' | null;
  percent: number | null;
  due_at: string | null;
  reason: string | null;
  source: 'self' | 'assigned' | 'import' | null;
  assigner_name: string | null;
  quiz_title: string | null;
  quiz_lesson_id: string | null;
  certificate_number: string | null;
  certificate_expires_at: string | null;
  certificate_renewed: boolean;
  achievement_name: string | null;
  skill_name: string | null;
  sender_name: string | null;
  /** The highest milestone reached at the same instant as the one asked about. */
  top_milestone: number | null;
};

export type About = {
  user_id: string;
  course_id?: string;
  enrollment_id?: string;
  quiz_id?: string;
  certificate_id?: string;
  skill_id?: string;
  /** Who did what is told, where no enrollment says so. */
  sender_id?: string;
  award_id?: string;
  milestone?: number;
};

/** The person and everything a message to them may need to name, in one row. */
export const selectSubject = (db: Db, about: About): Promise<Subject | undefined> =>
  db.maybe(sql`
    select p.display_name, p.email, p.language, p.time_zone, p.is_active, c.title as course_title, e.status as enrollment_status, e.percent,
           e.due_at, e.reason, e.source, assigner.display_name as assigner_name, q.title as quiz_title, q.lesson_id as quiz_lesson_id,
           x.number as certificate_number, x.expires_at as certificate_expires_at,
           exists (select from v_certificates_certificates newer where newer.renews_id = x.certificate_id and newer.revoked_at is null) as certificate_renewed,
           coalesce(w.translations -> split_part(p.language, '-', 1) ->> 'name', w.name) as achievement_name,
           k.name as skill_name, sender.display_name as sender_name,
           (select max(together.percent) from v_enrollment_milestones one
              join v_enrollment_milestones together on together.enrollment_id = one.enrollment_id and together.reached_at = one.reached_at
             where one.enrollment_id = e.enrollment_id and one.percent = ${about.milestone ?? null}::int) as top_milestone
      from v_identity_people p
      left join v_catalog_published_courses c on c.course_id = ${about.course_id ?? null}::uuid
      left join v_enrollment_enrollments e on e.enrollment_id = ${about.enrollment_id ?? null}::uuid
      left join v_identity_people assigner on assigner.user_id = e.assigned_by
      left join v_assessment_quizzes q on q.quiz_id = ${about.quiz_id ?? null}::uuid
      left join v_certificates_certificates x on x.certificate_id = ${about.certificate_id ?? null}::uuid
      left join v_achievements_awards w on w.award_id = ${about.award_id ?? null}::uuid
      left join v_skills_skills k on k.skill_id = ${about.skill_id ?? null}::uuid
      left join v_identity_people sender on sender.user_id = ${about.sender_id ?? null}::uuid
     where p.user_id = ${about.user_id}`);

export type NewNotice = {
  id: string;
  recipient_id: string;
  kind: string;
  message: string;
  params: object;
  link: string | null;
};
export type NewLetter = {
  id: string;
  kind: string;
  to_address: string;
  subject: string;
  text_body: string;
  html_body: string;
  secret_id: string | null;
  calendar_parts: readonly CalendarPart[];
};

/**
 * Writes notice and mail of one fact, says that there is a notice and puts the mail in line, in one statement: facts come by
 * the thousand. Unique keys on (recipient, kind, fact) make a repeat write nothing.
 */
export const insertTold = (
  ctx: Ctx,
  factId: string,
  recipientId: string,
  notice: NewNotice | null,
  letter: NewLetter | null,
): Promise<number> =>
  ctx.db.run(sql`
    with notice as (
      insert into notifications (id, recipient_id, kind, message, params, link, fact_id, created_at)
      select ${notice?.id ?? null}::uuid, ${recipientId}::uuid, ${notice?.kind ?? null}::text, ${notice?.message ?? null}::text,
             ${JSON.stringify(notice?.params ?? {})}::jsonb, ${notice?.link ?? null}::text, ${factId}::uuid, ${ctx.now}::timestamptz
       where ${notice !== null}::boolean
      on conflict (recipient_id, kind, fact_id) where fact_id is not null do nothing
      returning id, recipient_id),
    announced as (${factRow(
      ctx,
      'notification.created',
      sql`jsonb_build_object('notification_id', notice.id, 'recipient_id', notice.recipient_id)`,
      sql`from notice`,
    )}),
    letter as (
      insert into mails (id, dedupe_key, kind, recipient_id, to_address, subject, text_body, html_body, secret_id, calendar_parts, created_at)
      select ${letter?.id ?? null}::uuid, ${`${letter?.kind}:${recipientId}:${factId}`}::text, ${letter?.kind ?? null}::text, ${recipientId}::uuid,
             ${letter?.to_address ?? null}::text, ${letter?.subject ?? null}::text, ${letter?.text_body ?? null}::text,
             ${letter?.html_body ?? null}::text, ${letter?.secret_id ?? null}::uuid,
             ${JSON.stringify(letter?.calendar_parts ?? [])}::jsonb, ${ctx.now}::timestamptz
       where ${letter !== null}::boolean
      on conflict (dedupe_key) do nothing
      returning id)
    ${jobPerRow(
      sendMailJob,
      {
        payload: sql`json_build_object('mail_id', letter.id)`,
        job_key: sql`'mail:' || letter.id`,
        max_attempts: mostAttempts,
      },
      sql`from letter`,
    )}`);
