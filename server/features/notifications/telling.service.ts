/** Telling people what happened: a notice in the app and, for some kinds, a mail. */
import type { MailKind, NotificationKind } from '#contract/notifications.ts';
import type { Ctx } from '#server/platform/context.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { newId } from '#server/platform/ids.ts';
import type { CalendarPart } from '#server/platform/mail/mailer.ts';
import { services } from '#server/platform/services.ts';
import { mailHtml, mailText, secretLink } from './mail.layout.ts';
import {
  type About,
  insertTold,
  type NewLetter,
  type NewNotice,
  type Subject,
  selectSubject,
} from './telling.sql.ts';
import { dayIn, type Params, type Told, wordsIn } from './words.ts';

export type Message = {
  /** The fact this is said because of: with kind and person it is what makes a repeat say nothing. */
  fact_id: string;
  kind: Told;
  about: About;
  /** A path in the application. */
  link: string | ((subject: Subject) => string);
  params?: Params | ((subject: Subject) => Params);
  /** Decides with what is known now whether it is still worth saying. Default: always. */
  when?: (subject: Subject) => boolean;
  /** In place of the kind's own; `null` says nothing that way. */
  notice?: null;
  mail?: null;
  secret_id?: string;
  /** Goes with the mail, made only when there is one. */
  calendar?: (recipient: { name: string; email: string }) => Promise<readonly CalendarPart[]>;
};

/**
 * Says something to one person, once per fact. People whose account is closed hear nothing, and of a course that someone has
 * left they are told nothing more.
 */
export async function tell(ctx: Ctx, message: Message): Promise<void> {
  const subject = await selectSubject(ctx.db, message.about);
  if (!subject?.is_active || subject.enrollment_status === 'ended' || message.when?.(subject) === false)
    return;
  const params = paramsOf(message, subject);
  const link = typeof message.link === 'string' ? message.link : message.link(subject);
  await insertTold(
    ctx,
    message.fact_id,
    message.about.user_id,
    message.notice === null ? null : noticeOf(ctx, message, subject, params, link),
    message.mail === null ? null : await letterOf(ctx, message, subject, params, link),
  );
  ctx.db.afterCommit(wakeDispatcher);
}

function paramsOf(message: Message, subject: Subject): Params {
  const { user_id: _person, milestone, ...ids } = message.about;
  return {
    ...ids,
    ...(subject.course_title !== null && { course_title: subject.course_title }),
    ...(subject.quiz_title !== null && { quiz_title: subject.quiz_title }),
    ...(subject.certificate_number !== null && { number: subject.certificate_number }),
    ...(subject.certificate_expires_at !== null && {
      ends_on: dayIn(subject.language, 'UTC', subject.certificate_expires_at),
    }),
    ...(subject.achievement_name !== null && { achievement_name: subject.achievement_name }),
    ...(subject.percent !== null && { percent: milestone ?? subject.percent }),
    ...(subject.due_at !== null && { due_on: dayIn(subject.language, subject.time_zone, subject.due_at) }),
    ...(subject.assigner_name !== null && { sender_name: subject.assigner_name }),
    ...(subject.sender_name !== null && { sender_name: subject.sender_name }),
    ...(subject.skill_name !== null && { skill_name: subject.skill_name }),
    ...(subject.reason ? { reason: subject.reason } : {}),
    ...(typeof message.params === 'function' ? message.params(subject) : message.params),
  };
}

function noticeOf(ctx: Ctx, message: Message, subject: Subject, params: Params, link: string): NewNotice {
  const kind: NotificationKind = message.kind === 'password_reset' ? 'security' : message.kind;
  return {
    id: newId(ctx.now.getTime()),
    recipient_id: message.about.user_id,
    kind,
    message: wordsIn(subject.language).kinds[message.kind].notice(params),
    params,
    link,
  };
}

async function letterOf(
  ctx: Ctx,
  message: Message,
  subject: Subject,
  params: Params,
  link: string,
): Promise<NewLetter | null> {
  const language = wordsIn(subject.language);
  const words = language.kinds[message.kind].mail?.(params);
  if (!words) return null;
  const { config } = services();
  const parts = {
    greeting: language.greeting(subject.display_name),
    paragraphs: words.paragraphs,
    action: { words: words.action, url: message.secret_id ? secretLink : `${config.public_url}${link}` },
    footer: language.footer(config.ORGANIZATION_NAME),
    organization: config.ORGANIZATION_NAME,
    language: language.locale,
  };
  return {
    id: newId(ctx.now.getTime()),
    // Only kinds with words for a mail come here.
    kind: message.kind as MailKind,
    to_address: subject.email,
    subject: words.subject,
    text_body: mailText(parts),
    html_body: mailHtml(parts),
    secret_id: message.secret_id ?? null,
    calendar_parts: (await message.calendar?.({ name: subject.display_name, email: subject.email })) ?? [],
  };
}
