/**
 * R11: a person enrolls in a hundred windows at once. Its short version is an ordinary API test:
 * server/features/enrollment/enrolling.api.test.ts.
 */
import { sql } from '#server/platform/db/sql.ts';
import type { Answer } from '../http.ts';
import type { Check, Report } from '../report.ts';
import { newCourse, publish } from '../school.ts';
import { openStage, post, settled, strange, tally } from './stage.ts';

async function run(report: Report): Promise<void> {
  const rounds = report.count(50, 3);
  const stage = await openStage(report, { people: rounds });
  const course = await newCourse(stage.base(0), stage.admin, 'Wanted', 1);
  await publish(stage.base(0), stage.admin, course.id);
  const all: Answer[] = [];
  let firsts = 0;
  for (const person of stage.people) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, turn) =>
        stage.send(turn, `/api/courses/${course.id}/enroll/`, post(person.token)),
      ),
    );
    all.push(...answers);
    firsts += Number(tally(answers).get('201') === 1);
  }
  await settled(stage);
  report.counted('rounds of 100 identical enrollments at once', rounds);
  report.zero('rounds in which not exactly one was told “enrolled”', rounds - firsts);
  report.zero(
    'answers that are neither 201 nor “already enrolled”',
    strange(stage, all, ['201', '400 already_enrolled']),
  );
  const twice = await stage.db.rows(
    sql`select 1 from enrollments where course_id = ${course.id} group by student_id having count(*) <> 1`,
  );
  report.zero('people with more than one enrollment', twice.length);
  const facts = await stage.db.rows(
    sql`select 1 from facts where name = 'enrollment.created' group by payload ->> 'student_id' having count(*) <> 1`,
  );
  report.zero('people whose enrollment became more than one fact', facts.length);
  const told = await stage.db.one<{ most: number; people: number }>(sql`
    select coalesce(max(times), 0)::int as most, count(*)::int as people
      from (select count(*) as times from notifications group by recipient_id, kind) as one`);
  report.counted('people and kinds of notice', told.people);
  report.atMost('notices of one kind for one person', told.most, 1);
  const { count: enrolled } = await stage.db.one<{ count: number }>(
    sql`select count(*)::int as count from enrollments where course_id = ${course.id}`,
  );
  report.zero('people without an enrollment', rounds - enrolled);
}

export const check: Check = {
  id: 'R11',
  title: 'one person enrolls a hundred times at once',
  minutes: 2,
  run,
};
