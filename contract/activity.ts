/**
 * Activity (who did what, when, from where) and history (who changed which record, from what to what).
 *
 * Both are append-only and outlive what they tell of: names are of today where the record is still there. Lists of both only
 * grow, so they are paged by cursor alone: `count` is null.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, listQuery, page } from './values/common.ts';

export const activityAreas = ['learning', 'viewing', 'teaching', 'people', 'security'] as const;

const Named = z.object({ id, name: z.string() });
const Person = Named.extend({ avatar_url: z.string().nullable() });

export const Activity = z.object({
  id,
  occurred_at: instant,
  /** A fact's name (`lesson.completed`) or a view (`course.viewed`); the web has words for each. */
  verb: z.string(),
  area: z.enum(activityAreas),
  /** Who did it; null for the product itself. */
  actor: Person.nullable(),
  /** Whom it is about. */
  user: Person.nullable(),
  course: Named.nullable(),
  object: z.object({ type: z.string(), id, name: z.string().nullable() }).nullable(),
  /** Figures of the fact: `percent`, `level`, `reason`. */
  details: z.record(z.string(), z.unknown()),
  /** Address it came from: for administrators and the person who did it. */
  ip: z.string().nullable(),
  /** The browser or program, where it is known: sign-ins. */
  user_agent: z.string().nullable(),
});
export type Activity = z.infer<typeof Activity>;

const growing = { page_size: listQuery.page_size, cursor: z.string().max(200).default('') };
const period = { since: instant.optional(), until: instant.optional() };

export const Engagement = z.object({
  days: z.int(),
  /** IANA name of the zone that days and hours are told in. */
  time_zone: z.string(),
  people: z.int(),
  active_people: z.int(),
  actions: z.int(),
  /** Hours of the week in which something happened; weekday 1 is Monday. */
  hours: z.array(z.object({ weekday: z.int(), hour: z.int(), actions: z.int(), people: z.int() })),
  /** Every day of the period, also those without anything. */
  by_day: z.array(z.object({ date: z.iso.date(), actions: z.int(), people: z.int() })),
});
export type Engagement = z.infer<typeof Engagement>;

/** Why somebody may need help. The figures behind each are in the reason itself. */
export const attentionKinds = ['overdue', 'due_soon', 'stuck', 'inactive', 'not_started', 'slowing'] as const;

export const AttentionReason = z.object({
  kind: z.enum(attentionKinds),
  /** Courses, failed attempts or days, as the kind says. */
  number: z.int(),
  course: Named.nullable(),
});

export const Attention = z.object({
  user: Person.extend({ department: z.string().nullable(), position: z.string().nullable() }),
  last_active: instant.nullable(),
  open_courses: z.int(),
  /** The gravest first. */
  reasons: z.array(AttentionReason),
});
export type Attention = z.infer<typeof Attention>;

export const HistoryChange = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** What ids in `before` and `after` are called, where they are known. */
  before_name: z.string().nullable(),
  after_name: z.string().nullable(),
});

export const HistoryEntry = z.object({
  id,
  record_type: z.string(),
  record_id: id,
  /** What the record is called today, or was called when it was last written. */
  record_name: z.string().nullable(),
  action: z.enum(['created', 'changed', 'deleted']),
  changed_at: instant,
  actor: Person.nullable(),
  changes: z.array(HistoryChange),
  request_id: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

const recordType = z.string().regex(/^[a-z_]{1,63}$/, 'Expected the name of a kind of record');

export const activity = {
  listActivity: endpoint({
    method: 'GET',
    path: '/api/activity/',
    reads: 'report',
    ability: 'history.read',
    summary: 'What everybody did, newest first',
    rows: ['T-10', 'U-25'],
    query: z.strictObject({
      ...growing,
      ...period,
      user: id.optional(),
      course: id.optional(),
      area: z.enum(activityAreas).optional(),
      verb: z.string().max(60).optional(),
    }),
    response: page(Activity),
  }),
  listOwnActivity: endpoint({
    method: 'GET',
    path: '/api/users/activity/',
    ability: 'activity.read',
    summary: 'What I did and what was done for me',
    rows: ['T-29'],
    query: z.strictObject({ ...growing, ...period, area: z.enum(activityAreas).optional() }),
    response: page(Activity),
  }),
  listUserActivity: endpoint({
    method: 'GET',
    path: '/api/users/:id/activity/',
    reads: 'report',
    ability: 'activity.read',
    summary: 'A person’s timeline: for themselves, the managers of their line and administrators',
    rows: ['T-10', 'T-29'],
    params: idParams,
    query: z.strictObject({ ...growing, ...period, area: z.enum(activityAreas).optional() }),
    response: page(Activity),
  }),
  getEngagement: endpoint({
    method: 'GET',
    path: '/api/activity/engagement/',
    reads: 'report',
    ability: 'activity.read',
    summary:
      'When people learn, by hour of the week and by day: of the caller’s line; of everybody for administrators',
    rows: ['T-10'],
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(28) }),
    response: Engagement,
  }),
  listAttention: endpoint({
    method: 'GET',
    path: '/api/activity/attention/',
    reads: 'report',
    ability: 'activity.read',
    summary:
      'Learners who may need help, with the reason: of the caller’s line and courses; everybody for administrators',
    rows: ['T-10'],
    query: z.strictObject({
      page: listQuery.page,
      page_size: listQuery.page_size,
      search: listQuery.search,
      kind: z.enum(attentionKinds).optional(),
      course: id.optional(),
    }),
    response: page(Attention),
  }),
  listHistory: endpoint({
    method: 'GET',
    path: '/api/history/',
    reads: 'report',
    ability: 'history.read',
    summary: 'Who changed which record, from what to what, newest first',
    rows: ['T-26', 'U-24'],
    query: z.strictObject({
      ...growing,
      ...period,
      record_type: recordType.optional(),
      record_id: id.optional(),
      actor: id.optional(),
      action: z.enum(['created', 'changed', 'deleted']).optional(),
    }),
    response: page(HistoryEntry),
  }),
};
