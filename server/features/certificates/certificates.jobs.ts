/** Reminding people of certificates that end. */
import * as z from 'zod';
import { job } from '#server/platform/jobs/jobs.ts';
import { remindOfEnds } from './renewal.service.ts';

/** Hourly, so that a server that was down at one hour is not a day late. */
export const remindOfEndsJob = job({
  name: 'certificates.remind-of-ends',
  payload: z.strictObject({}),
  cron: '11 * * * *',
  run: remindOfEnds,
});
