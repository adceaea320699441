/**
 * What browsers report, and what administrators see of it: errors, how fast pages are, and how the product is used.
 *
 * No third party, no cookie, no address, no query: a report names the page as the code writes it (`/courses/$course_id`). Those
 * who ask not to be tracked send errors only.
 */
import * as z from 'zod';
import { roles } from './abilities.ts';
import { endpoint } from './endpoint.ts';
import { instant, listQuery, optionalText, page } from './values/common.ts';

export const devices = ['phone', 'tablet', 'desktop'] as const;
export type Device = (typeof devices)[number];

/** In milliseconds; `cls` is a score. */
export const vitals = ['lcp', 'inp', 'cls', 'ttfb'] as const;
export type Vital = (typeof vitals)[number];

export const errorKinds = ['error', 'rejection', 'render'] as const;

/** A page as the register of pages writes it. Digits stand in names of parameters only, so no id fits. */
const route = z
  .string()
  .max(80)
  .regex(/^\/[a-z$_./-]*$/);

export const ClientReport = z.strictObject({
  version: z.string().regex(/^[0-9a-z.+-]{1,40}$/),
  device: z.enum(devices),
  errors: z
    .array(
      z.strictObject({
        kind: z.enum(errorKinds),
        route,
        message: optionalText(500),
        stack: optionalText(4000),
        count: z.int().min(1).max(1000).default(1),
      }),
    )
    .max(10)
    .default([]),
  vitals: z
    .array(z.strictObject({ route, vital: z.enum(vitals), value: z.number().min(0).max(600_000) }))
    .max(20)
    .default([]),
  views: z
    .array(z.strictObject({ route, count: z.int().min(1).max(100).default(1) }))
    .max(50)
    .default([]),
});
export type ClientReport = z.input<typeof ClientReport>;

export const ClientError = z.object({
  /** What makes two errors the same: kind, text without values, and where in the code. */
  fingerprint: z.string(),
  kind: z.enum(errorKinds),
  message: z.string(),
  stack: z.string(),
  route: z.string(),
  version: z.string(),
  count: z.int(),
  first_seen_at: instant,
  last_seen_at: instant,
  solved_at: instant.nullable(),
  /** Of the last 14 days, oldest first. */
  by_day: z.array(z.object({ date: z.iso.date(), count: z.int() })),
});
export type ClientError = z.infer<typeof ClientError>;

export const Usage = z.object({
  days: z.int(),
  people: z.int(),
  active_people: z.int(),
  by_day: z.array(z.object({ date: z.iso.date(), people: z.int(), views: z.int() })),
  /** Most viewed first. */
  routes: z.array(z.object({ route: z.string(), views: z.int() })),
  /** `visitor` is somebody who is not signed in. */
  roles: z.array(z.object({ role: z.enum([...roles, 'visitor']), views: z.int() })),
  devices: z.array(z.object({ device: z.enum(devices), views: z.int() })),
  /** Of the enrollments of the period: how many were begun, how many completed. */
  funnel: z.object({ enrolled: z.int(), started: z.int(), completed: z.int() }),
  /** The value that three of four visits stayed under, per page with enough of them. */
  vitals: z.array(z.object({ route: z.string(), vital: z.enum(vitals), p75: z.number(), visits: z.int() })),
});
export type Usage = z.infer<typeof Usage>;

const fingerprint = z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{32}$/) });

export const telemetry = {
  sendReport: endpoint({
    method: 'POST',
    path: '/api/client-reports/',
    ability: 'public',
    summary: 'What a browser has to report: errors, measures, page views; at most a few a minute',
    rows: ['L-119', 'L-137'],
    body: ClientReport,
    errors: ['rate.limited'],
  }),
  listClientErrors: endpoint({
    method: 'GET',
    path: '/api/admin/client-errors/',
    ability: 'admin.operate',
    summary: 'What broke in browsers, most recent first',
    rows: ['L-137'],
    query: z.strictObject({ ...listQuery, state: z.enum(['open', 'solved']).optional() }),
    response: page(ClientError),
  }),
  solveClientError: endpoint({
    method: 'PUT',
    path: '/api/admin/client-errors/:fingerprint/',
    ability: 'admin.operate',
    summary: 'Mark an error as solved, or as open again; it opens by itself when another version reports it',
    params: fingerprint,
    body: z.strictObject({ is_solved: z.boolean() }),
    response: ClientError,
  }),
  getUsage: endpoint({
    method: 'GET',
    path: '/api/admin/usage/',
    ability: 'admin.operate',
    summary: 'Who is active, what is looked at, on what, how fast, and how far people come',
    rows: ['L-137'],
    query: z.strictObject({ days: z.coerce.number().int().min(7).max(90).default(28) }),
    response: Usage,
  }),
};
