/** The job that works off an import: its name and payload, apart from its work so that starting one does not load it all. */
import * as z from 'zod';
import { id } from '#contract/values/common.ts';

export const runImportQueue = { name: 'imports.run', payload: z.object({ run_id: id }) };
