/**
 * R15: two editors save the same record at once. Its short versions are ordinary API tests: “record.stale” in those of every
 * feature, server/features/catalog/lessons.api.test.ts for the order of what is moved.
 */
import { sql } from '#server/platform/db/sql.ts';
import { type Answer, must } from '../http.ts';
import type { Check, Report } from '../report.ts';
import { newCourse } from '../school.ts';
import { type Edited, everyRecord } from './records.ts';
import { openStage, type Stage, strange } from './stage.ts';

type Outcome = { overwrites: number; none: number; answers: Answer[] };

/** Both have read the same version; one saves, the other is told. @returns what came of it */
async function contest(stage: Stage, record: Edited, round: number): Promise<Outcome> {
  const read = record.read ?? (() => must(`${stage.base(round)}${record.path}`, { token: record.token }));
  const version = (await read())['record_version'];
  const answers = await Promise.all(
    [0, 1].map((editor) =>
      stage.send(editor, record.path, {
        method: 'PATCH',
        token: record.token,
        body: { [record.field]: record.value(round * 2 + editor) },
        headers: { 'if-match': `"${version}"` },
      }),
    ),
  );
  const winners = [0, 1].filter((editor) => answers[editor]!.status === 200);
  const stands = (await read())[record.field];
  const isWinners = winners.some((editor) => stands === record.value(round * 2 + editor));
  return {
    answers,
    none: Number(winners.length === 0),
    overwrites: Number(winners.length > 1 || (winners.length === 1 && !isWinners)),
  };
}

async function contests(stage: Stage, rounds: number): Promise<void> {
  const { report } = stage;
  const records = await everyRecord(stage);
  const total: Outcome = { overwrites: 0, none: 0, answers: [] };
  // Three kinds at a time; the rounds of one follow one another.
  const queue = [...records];
  const lane = async () => {
    for (let record = queue.shift(); record; record = queue.shift()) {
      const before = total.overwrites + total.none;
      for (let round = 0; round < rounds; round++) {
        const outcome = await contest(stage, record, round);
        total.overwrites += outcome.overwrites;
        total.none += outcome.none;
        total.answers.push(...outcome.answers);
      }
      if (total.overwrites + total.none > before) report.say(`${record.name}: not always exactly one saved`);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  report.counted(`rounds of two editors on each of ${records.length} kinds of record`, rounds);
  report.zero('silent overwrites', total.overwrites);
  report.zero('rounds in which nobody could save', total.none);
  report.zero(
    'answers other than saved or “changed meanwhile”',
    strange(stage, total.answers, ['200', '412 record.stale', '409 record.stale']),
  );
}

/** Four people move the modules and lessons of one course at once. */
async function moving(stage: Stage, rounds: number): Promise<void> {
  const { report } = stage;
  const course = await newCourse(stage.base(0), stage.admin, 'In motion', 0);
  const modules: string[] = [];
  for (let n = 0; n < 6; n++) {
    const made = await must(`${stage.base(0)}/api/courses/${course.id}/modules/`, {
      method: 'POST',
      token: stage.admin,
      body: { title: `Module ${n}` },
    });
    modules.push(String(made['id']));
  }
  const answers: Answer[] = [];
  let disorder = 0;
  for (let round = 0; round < rounds; round++) {
    const moves = Array.from({ length: 4 }, (_, turn) =>
      stage.send(turn, `/api/courses/${course.id}/modules/${modules[(round + turn) % modules.length]}/`, {
        method: 'PATCH',
        token: stage.admin,
        body: { order: 1 + ((round * 7 + turn * 3) % modules.length) },
      }),
    );
    answers.push(...(await Promise.all(moves)));
    const { orders } = await stage.db.one<{ orders: string }>(sql`
      select string_agg("order"::text, ',' order by "order") as orders from course_modules
       where course_id = ${course.id} and deleted_at is null`);
    const list = orders.split(',').map(Number);
    disorder += Number(
      new Set(list).size !== modules.length || list.some((order, at) => order !== list[0]! + at),
    );
  }
  report.counted('rounds of four people moving modules at once', rounds);
  report.zero('rounds after which the order had a double or a gap', disorder);
  report.zero('answers to moving that are no success', strange(stage, answers, ['200', '412 record.stale']));
}

async function run(report: Report): Promise<void> {
  const stage = await openStage(report, { people: 3 });
  await contests(stage, report.count(500, 3));
  await moving(stage, report.count(500, 10));
  const { deadlocks } = await stage.db.one<{ deadlocks: number }>(
    sql`select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`,
  );
  report.counted('deadlocks that PostgreSQL resolved; none reached a client', deadlocks);
}

export const check: Check = { id: 'R15', title: 'two editors, one record', minutes: 8, run };
