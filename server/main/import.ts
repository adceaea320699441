/**
 * `npm run import -- --kind olx --file course.zip --as trainer@example.org`: an import without the screen.
 *
 * Question files (`--kind gift`, `--kind moodle_xml`) need `--quiz <id>` or `--course <id>`; `--preview` reads them without
 * writing. With the embedded database the product must not be running; with DATABASE_URL it may be.
 */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ImportRun, importKinds } from '#contract/imports.ts';
import { storeBytes } from '#server/features/files/index.ts';
import { actingAsEmail } from '#server/features/identity/index.ts';
import { confirmImport, createImport, getImport } from '#server/features/imports/index.ts';
import type { Ctx } from '../platform/context.ts';
import { runCommand } from './command.ts';

const usage = `npm run import -- --kind ${importKinds.join('|')} --file <path> --as <e-mail> [--quiz <id> | --course <id>] [--preview]\n`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    kind: { type: 'string' },
    file: { type: 'string' },
    as: { type: 'string' },
    quiz: { type: 'string' },
    course: { type: 'string' },
    preview: { type: 'boolean', default: false },
  },
});
const kind = importKinds.find((one) => one === values.kind);
const { file, as } = values;

if (!kind || !file || !as) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await access(file);
  await runCommand(async (runtime) => {
    const ctx = await actingAsEmail(runtime.systemCtx(), as);
    const stored = await storeBytes(ctx, {
      bytes: createReadStream(file),
      name: path.basename(file),
      purpose: 'import',
    });
    const started = await createImport(ctx, {
      kind,
      file_id: stored.id,
      course_id: values.course,
      quiz_id: values.quiz,
    });
    let run = await followed(ctx, started.id);
    tell(run);
    if (run.status === 'preview' && !values.preview) {
      run = await confirmImport(ctx, run.id, undefined);
      say(`${run.report.counts.questions} questions written to quiz ${run.quiz_id}`);
    }
    if (run.status === 'failed') process.exitCode = 1;
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
