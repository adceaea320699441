/** Clearing up: files nothing uses, and what interrupted uploads left behind. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Ctx } from '#server/platform/context.ts';
import { job } from '#server/platform/jobs/jobs.ts';
import { services } from '#server/platform/services.ts';
import { removeUnused } from './files.service.ts';
import { findAbandoned } from './files.sql.ts';

/** Long enough for a person who uploads first and saves the lesson after lunch. */
const keptHours = 24;
const batchSize = 200;

/** Daily: removes files older than a day that nothing uses, and scratch files of uploads that never ended. */
export const collectFilesJob = job({
  name: 'files.collect',
  payload: z.object({}),
  cron: '17 3 * * *',
  async run(ctx) {
    const before = new Date(ctx.now.getTime() - keptHours * 3_600_000);
    await collectRows(ctx, before);
    await collectScratch(before);
  },
});

async function collectRows(ctx: Ctx, before: Date): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await findAbandoned(ctx.db, before, after, batchSize);
    for (const { id } of batch) await removeUnused(ctx, id);
    if (batch.length < batchSize) return;
    after = batch.at(-1)!.id;
  }
}

async function collectScratch(before: Date): Promise<void> {
  const { scratch } = services().storage;
  const names = await readdir(scratch).catch(() => []);
  for (const name of names) {
    const place = path.join(scratch, name);
    const { mtime } = await stat(place).catch(() => ({ mtime: before }));
    if (mtime < before) await rm(place, { force: true });
  }
}
