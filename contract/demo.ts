/** The demo organization of a fresh installation. It comes with the first start; this is how it goes. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';

export const demo = {
  removeDemo: endpoint({
    method: 'POST',
    path: '/api/admin/demo/remove/',
    cost: 'costly',
    ability: 'admin.operate',
    summary: 'Remove the demo: its people and courses with all that hangs on them, and nothing else',
    response: z.object({ people: z.int(), courses: z.int() }),
    errors: ['record.not-found', 'user.last-admin'],
  }),
};
