/**
 * `lyceum import course` and `lyceum import questions`: an import without the screen, on behalf of a person.
 *
 * Question files (GIFT, Moodle XML) need --quiz or --course; --preview reads them without writing.
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ImportRun, importKinds } from '#contract/imports.ts';
import { storeBytes } from '#server/features/files/index.ts';
import { actingAsEmail } from '#server/features/identity/index.ts';
import { confirmImport, createImport, getImport } from '#server/features/imports/index.ts';
import type { Ctx } from '../../platform/context.ts';
import { type Call, UsageError } from '../cli/command.ts';
import { say } from '../cli/say.ts';
import { withProduct } from '../command.ts';

type Wanted = { kind: (typeof importKinds)[number]; course_id?: string; quiz_id?: string; preview: boolean };

export const importCourse = (call: Call): Promise<number> => run(call, { kind: 'olx', preview: false });

/** Of whichever kind: `npm run import -- --kind …`. */
export function importFile(call: Call): Promise<number> {
  if (call.has('check')) throw new UsageError('--check goes with --from. Questions are read with --preview.');
  if (call.value('kind') === undefined)
    throw new UsageError(
      'Import what? --from DIR for an export of Lyceum, --kind KIND --file FILE for a file. See: lyceum import --help',
    );
  return kindOf(call) === 'olx' ? importCourse(call) : importQuestions(call);
}

export function importQuestions(call: Call): Promise<number> {
  const course = call.value('course');
  const quiz = call.value('quiz');
  return run(call, {
    kind: kindOf(call),
    ...(course ? { course_id: course } : {}),
    ...(quiz ? { quiz_id: quiz } : {}),
    preview: call.has('preview'),
  });
}

function kindOf(call: Call): Wanted['kind'] {
  const kind = importKinds.find((one) => one === call.value('kind'));
  if (kind) return kind;
  throw new UsageError(`--kind is one of ${importKinds.join(', ')}. See: lyceum import --help`);
}

async function run(call: Call, wanted: Wanted): Promise<number> {
  const file = call.value('file');
  const as = call.value('as');
  if (!file || !as)
    throw new UsageError(
      `--file and --as are needed. See: lyceum import ${wanted.kind === 'olx' ? 'course' : 'questions'} --help`,
    );
  await access(file);
  return withProduct({ worker: true }, async (runtime) => {
    const ctx = await actingAsEmail(runtime.systemCtx(), as);
    const stored = await storeBytes(ctx, {
      bytes: createReadStream(file),
      name: path.basename(file),
      purpose: 'import',
    });
    const started = await createImport(ctx, {
      kind: wanted.kind,
      file_id: stored.id,
      course_id: wanted.course_id,
      quiz_id: wanted.quiz_id,
    });
    let run = await followed(ctx, started.id);
    tell(run);
    if (run.status === 'preview' && !wanted.preview) {
      run = await confirmImport(ctx, run.id, undefined);
      say(`${run.report.counts.questions} questions written to quiz ${run.quiz_id}`);
    }
    return run.status === 'failed' ? 1 : 0;
  });
}

/** Waits for a worker, ours or another, to finish reading. */
async function followed(ctx: Ctx, id: string): Promise<ImportRun> {
  let shown = -1;
  for (;;) {
    const run = await getImport(ctx, id);
    const percent = run.steps_total === 0 ? 0 : Math.floor((run.steps_done * 100) / run.steps_total);
    if (percent >= shown + 10) {
      shown = percent;
      say(`${percent} %`);
    }
    if (run.status !== 'queued' && run.status !== 'running') return run;
    await pause(200);
  }
}

function tell({ report, course_id }: ImportRun): void {
  for (const issue of report.issues) {
    const place = issue.line === null ? issue.path : `line ${issue.line}`;
    say(
      `${issue.effect === 'skipped' ? 'not imported' : 'changed     '}  ${place}  ${issue.title}: ${issue.message}`,
    );
  }
  if (report.issues_left_out > 0) say(`… and ${report.issues_left_out} more`);
  if (report.failure) say(`Failed: ${report.failure.message}`);
  if (report.preview.length > 0) say(`${report.preview.length} questions can be imported`);
  if (report.course_title) {
    const { modules, lessons, quizzes, questions, files } = report.counts;
    say(
      `“${report.course_title}” is course ${course_id}: ${modules} modules, ${lessons} lessons, ${quizzes} quizzes with ${questions} questions, ${files} files`,
    );
  }
}
