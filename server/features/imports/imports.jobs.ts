/** Works off imports, as the person who started them. */
import { job } from '#server/platform/jobs/jobs.ts';
import { runImportQueue } from './run.queue.ts';
import { runImport } from './run.service.ts';

export const runImportJob = job({
  ...runImportQueue,
  run: (ctx, { run_id }) => runImport(ctx, run_id),
});
