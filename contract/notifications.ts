/**
 * Notifications: what the product tells people in the app, the mail log, and the live connection that says "look again".
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { flag, id, idParams, instant, listQuery, ordering, page, text } from './values/common.ts';

/** What a notice is about; the web has an icon and words for each, `message` is for clients that do not. */
export const notificationKinds = [
  'enrolled',
  'assigned',
  'milestone',
  'quiz_passed',
  'quiz_failed',
  'certificate_issued',
  'certificate_expiring',
  'certificate_revoked',
  'achievement_earned',
  'skill_rated',
  'skill_proof_confirmed',
  'skill_proof_rejected',
  'skill_evidence_withdrawn',
  'skill_expiring',
  'skill_expired',
  'manager_changed',
  'manager_removed',
  'report_added',
  'acting_changed',
  'session_booked',
  'session_waiting',
  'session_offered',
  'session_lapsed',
  'session_changed',
  'session_cancelled',
  'session_restored',
  'session_requested',
  'session_approved',
  'session_refused',
  'session_returned',
  'session_trainer_added',
  'session_trainer_removed',
  'reminder',
  'security',
  'message',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const mailKinds = [
  'enrolled',
  'assigned',
  'milestone',
  'certificate_issued',
  'certificate_expiring',
  'skill_expiring',
  'session_booked',
  'session_offered',
  'session_changed',
  'session_cancelled',
  'session_restored',
  'session_requested',
  'session_approved',
  'session_refused',
  'session_returned',
  'reminder',
  'security',
  'password_reset',
] as const;
export type MailKind = (typeof mailKinds)[number];
export const mailStates = ['waiting', 'sent', 'failed'] as const;

export const Notification = z.object({
  id,
  recipient_id: id,
  kind: z.enum(notificationKinds),
  /** In the recipient's language at the time. */
  message: z.string(),
  /** What the message is made of: titles, figures, ids. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** A path in this application. */
  link: z.string().nullable(),
  /** Who wrote it, when a person did. */
  sender_id: id.nullable(),
  created_at: instant,
  is_read: z.boolean(),
  read_at: instant.nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** A path on this site: never another host, however it is spelled. */
const link = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/, 'Expected a path on this site, beginning with /');

export const Mail = z.object({
  id,
  kind: z.enum(mailKinds),
  recipient_id: id.nullable(),
  to_address: z.string(),
  subject: z.string(),
  state: z.enum(mailStates),
  created_at: instant,
  sent_at: instant.nullable(),
  failed_at: instant.nullable(),
  attempts: z.int(),
  last_attempt_at: instant.nullable(),
  last_error: z.string().nullable(),
});
export type Mail = z.infer<typeof Mail>;

export const notifications = {
  listNotifications: endpoint({
    method: 'GET',
    path: '/api/notifications/',
    ability: 'notification.read',
    summary: "The caller's notifications, newest first",
    rows: ['L-31', 'L-59'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['created_at']).default('-created_at'),
      is_read: flag.optional(),
      kind: z.enum(notificationKinds).optional(),
    }),
    response: page(Notification),
  }),
  createNotification: endpoint({
    method: 'POST',
    path: '/api/notifications/',
    ability: 'notification.manage',
    summary: 'Write to somebody',
    rows: ['L-31', 'L-59'],
    body: z.strictObject({ recipient_id: id, message: text(2000), link: link.nullable().optional() }),
    status: 201,
    response: Notification,
  }),
  getUnreadCount: endpoint({
    method: 'GET',
    path: '/api/notifications/unread/',
    ability: 'notification.read',
    summary: 'How many notifications the caller has not read',
    response: z.object({ unread_count: z.int() }),
  }),
  readAllNotifications: endpoint({
    method: 'POST',
    path: '/api/notifications/read-all/',
    ability: 'notification.read',
    summary: "Mark all of the caller's notifications as read",
    response: z.object({ updated_count: z.int() }),
  }),
  getNotification: endpoint({
    method: 'GET',
    path: '/api/notifications/:id/',
    ability: 'notification.read',
    summary: 'Read a notification',
    rows: ['L-59'],
    params: idParams,
    response: Notification,
  }),
  updateNotification: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/notifications/:id/',
    ability: 'notification.read',
    summary: 'Mark a notification as read or unread; its sender may correct the message',
    rows: ['L-31', 'L-59'],
    params: idParams,
    body: z.strictObject({
      is_read: z.boolean().optional(),
      message: text(2000).optional(),
      link: link.nullable().optional(),
      recipient_id: id.optional(),
    }),
    response: Notification,
  }),
  deleteNotification: endpoint({
    method: 'DELETE',
    path: '/api/notifications/:id/',
    ability: 'notification.read',
    summary: 'Remove a notification from the list',
    rows: ['L-59'],
    params: idParams,
  }),
  openEvents: endpoint({
    method: 'GET',
    path: '/api/events/',
    ability: 'account.use',
    summary: 'Server-sent events: hints that something of the caller changed, never data',
    rows: ['T-09', 'U-15'],
    status: 200,
    produces: 'text/event-stream',
  }),
  listMails: endpoint({
    method: 'GET',
    path: '/api/admin/mails/',
    ability: 'admin.operate',
    summary: 'The mail log',
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['created_at']).default('-created_at'),
      state: z.enum(mailStates).optional(),
      kind: z.enum(mailKinds).optional(),
    }),
    response: page(Mail),
  }),
  getMail: endpoint({
    method: 'GET',
    path: '/api/admin/mails/:id/',
    ability: 'admin.operate',
    summary: 'Read a mail; one-time links are not in it',
    params: idParams,
    response: Mail.extend({ text_body: z.string(), html_body: z.string() }),
  }),
  resendMail: endpoint({
    method: 'POST',
    path: '/api/admin/mails/:id/resend/',
    ability: 'admin.operate',
    summary: 'Try a failed mail again',
    params: idParams,
    response: Mail,
    errors: ['record.conflict'],
  }),
};
