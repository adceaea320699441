/** Operations: is it alive, is it ready, what is wrong and what cures it. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './values/common.ts';

export const healthStates = ['ok', 'warn', 'fail'] as const;

export const HealthCheck = z.object({
  /** Which part: `database`, `migrations`, `mail`, … The web has a word for each. */
  name: z.string(),
  state: z.enum(healthStates),
  /** What was found, with figures. */
  detail: z.string(),
  /** What to do about it; empty when nothing is wrong. */
  cure: z.string(),
  /** What to type to cure it, ready to be copied. */
  command: z.string().optional(),
  /** The page that says more or cures it. */
  page: z.string().optional(),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

export const Health = z.object({
  state: z.enum(healthStates),
  version: z.string(),
  /** True while demo content is there. */
  demo: z.boolean(),
  started_at: instant,
  checked_at: instant,
  /** Which process answered: host and number, and what it does. What only a process knows is said of this one. */
  process: z.object({ name: z.string(), services: z.array(z.string()), worker: z.boolean() }),
  checks: z.array(HealthCheck),
});
export type Health = z.infer<typeof Health>;

export const admin = {
  getLiveness: endpoint({
    method: 'GET',
    path: '/api/health/live/',
    cost: 'free',
    ability: 'public',
    summary: 'The process answers',
    response: z.object({ status: z.literal('ok') }),
  }),
  getReadiness: endpoint({
    method: 'GET',
    path: '/api/health/ready/',
    cost: 'free',
    ability: 'public',
    summary:
      'The process can do its work; 503 while it cannot. `revision`: the commit it was built from, if it knows',
    response: z.object({ status: z.literal('ok'), revision: z.string().nullable() }),
    errors: ['service.unavailable'],
  }),
  getHealth: endpoint({
    method: 'GET',
    path: '/api/admin/health/',
    ability: 'admin.operate',
    summary: 'Every part with its state and the cure',
    response: Health,
  }),
};
