/** The work of a run: read the file, then write a course or a preview. Repeating it after a crash is safe. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { accessFile, type FileRow, readFileBytes, releaseFile } from '#server/features/files/index.ts';
import { actingAs } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { importCourse } from './course.service.ts';
import { parseGift } from './gift/gift.ts';
import { beginRun, endRun, noteProgress, type RunRow } from './imports.sql.ts';
import { parseMoodleXml } from './moodle-xml/moodle-xml.ts';
import { emptyReport, issuesOf } from './report.rules.ts';
import { decodeText } from './text/decode.ts';

/**
 * Does what the run asks for, as the person who started it. A refusal ends the run as failed, with its reason; a bug does
 * so too, and is then reported.
 */
export async function runImport(ctx: Ctx, runId: string): Promise<void> {
  const run = await beginRun(ctx.db, runId);
  if (!run) return;
  try {
    const acting = await actingAs(ctx, run.created_by);
    const file = await accessFile(acting, run.file_id ?? '');
    if (run.kind === 'olx') await readCourseFile(acting, run, file);
    else await readQuestionFile(acting, run, file);
  } catch (error) {
    const known =
      error instanceof AppError && error.status < 500 ? error : new AppError('internal', { cause: error });
    await fail(ctx, run, known);
    if (known !== error) throw error;
  }
}

const fail = (ctx: Ctx, run: RunRow, { code, message }: AppError): Promise<void> =>
  finish(ctx, run, { status: 'failed', report: { ...run.report, failure: { code, message } } });

/** Ends the run and lets go of its file, in the caller's transaction if there is one. */
async function finish(ctx: Ctx, run: RunRow, ending: Parameters<typeof endRun>[2]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await endRun(ctx.db, run.id, ending, ctx.now);
    if (run.file_id) await releaseFile(ctx, { file_id: run.file_id, subject: 'import', subject_id: run.id });
  });
}

/** Far above any real question file, far below what would hold up others while it is read. */
const questionFileLimit = 10 * 1024 * 1024;

async function readQuestionFile(ctx: Ctx, run: RunRow, file: FileRow): Promise<void> {
  if (file.byte_size > questionFileLimit) {
    throw new AppError('import.unreadable', {
      detail: `Question files may have ${questionFileLimit / 1024 / 1024} MB`,
    });
  }
  const text = decodeText(Buffer.concat(await (await readFileBytes(file)).toArray()));
  const { questions, findings } = run.kind === 'gift' ? parseGift(text) : parseMoodleXml(text);
  const report = {
    ...emptyReport(),
    ...issuesOf(findings),
    preview: questions.map(({ line, title, draft }) => ({ line: line ?? 1, title, question: draft })),
  };
  await noteProgress(ctx.db, run.id, questions.length, questions.length);
  if (questions.length > 0) return finish(ctx, run, { status: 'preview', report });
  const failure = {
    code: 'import.unreadable',
    message: 'There is no question in this file that can be imported',
  };
  return finish(ctx, run, { status: 'failed', report: { ...report, failure } });
}

async function readCourseFile(ctx: Ctx, run: RunRow, file: FileRow): Promise<void> {
  const local = await toScratch(file);
  try {
    await importCourse(ctx, local, {
      progress: (done, total) => noteProgress(ctx.db, run.id, done, total),
      finish: (ctx, { course_id, report }) => finish(ctx, run, { status: 'done', course_id, report }),
    });
  } finally {
    await rm(local.path, { force: true });
  }
}

/** Archives are read from their end, which a stream from storage cannot do. */
async function toScratch(file: FileRow): Promise<{ path: string; byte_size: number }> {
  const { scratch } = services().storage;
  await mkdir(scratch, { recursive: true });
  const target = path.join(scratch, newId());
  await pipeline(await readFileBytes(file), createWriteStream(target));
  return { path: target, byte_size: file.byte_size };
}
