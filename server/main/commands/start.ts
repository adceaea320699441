/** `lyceum start` and `lyceum worker`: options take the place of variables. */
import { type Call, UsageError } from '../cli/command.ts';
import { serve } from '../serve.ts';

export function start(call: Call): void {
  if (call.has('worker') && call.has('no-worker'))
    throw new UsageError('--worker and --no-worker exclude each other.');
  serve({
    ...process.env,
    ...given('SERVICES', call.value('services')),
    ...given('PORT', call.value('port')),
    ...(call.has('worker') ? { WORKER: '1' } : {}),
    ...(call.has('no-worker') ? { WORKER: '0' } : {}),
    ...(call.has('no-migrate') ? { MIGRATE: '0' } : {}),
  });
}

export function startWorker(call: Call): void {
  serve({
    ...process.env,
    SERVICES: 'none',
    WORKER: '1',
    ...given('PORT', call.value('port')),
    ...(call.has('no-migrate') ? { MIGRATE: '0' } : {}),
  });
}

const given = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value };
