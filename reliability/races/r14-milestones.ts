/**
 * R14: fifty lessons are completed at once. Its short version is an ordinary API test:
 * server/features/enrollment/progress.api.test.ts.
 */
import { sql } from '#server/platform/db/sql.ts';
import type { Answer } from '../http.ts';
import type { Check, Report } from '../report.ts';
import { enroll, newCourse, publish } from '../school.ts';
import { count, openStage, post, type Stage, settled, strange } from './stage.ts';

const lessons = 50;

async function judge(stage: Stage, courseId: string, learners: number): Promise<void> {
  const { report } = stage;
  const wrongMilestones = await stage.db.rows(sql`
    select 1 from enrollments e left join milestones m on m.enrollment_id = e.id where e.course_id = ${courseId}
     group by e.id having array_agg(m.percent order by m.percent) is distinct from array[25, 50, 75, 100]`);
  report.zero('learners without one row each at 25, 50, 75 and 100 %', wrongMilestones.length);
  const early = await stage.db.rows(sql`
    select 1 from enrollments e where e.course_id = ${courseId} and e.status = 'completed'
       and (select count(*) from lesson_progress p where p.enrollment_id = e.id and p.completed) <> ${lessons}`);
  report.zero('courses completed with a lesson open', early.length);
  const certificates = await stage.db.rows(sql`
    select 1 from enrollments e left join completions k on k.enrollment_id = e.id
      left join certificates c on c.completion_id = k.id where e.course_id = ${courseId}
     group by e.id having count(k.id) <> 1 or count(c.id) <> 1`);
  report.zero('learners without exactly one certificate', certificates.length);
  const repeated = await stage.db.rows(
    sql`select 1 from notifications group by recipient_id, kind, params, link having count(*) > 1`,
  );
  report.zero('notices that came twice', repeated.length);
  const badges = await stage.db.rows(
    sql`select 1 from achievement_awards group by user_id, achievement_id having count(*) > 1`,
  );
  report.zero('achievements awarded twice', badges.length);
  const done = await count(
    stage,
    sql`select count(*) from enrollments where course_id = ${courseId} and status = 'completed' and percent = 100`,
  );
  report.zero('learners who are not at 100 %', learners - done);
}

async function run(report: Report): Promise<void> {
  const learners = report.count(100, 3);
  const stage = await openStage(report, { people: learners });
  const course = await newCourse(stage.base(0), stage.admin, 'Fifty steps', lessons);
  await publish(stage.base(0), stage.admin, course.id);
  const answers: Answer[] = [];
  let tooMany = 0;
  for (const [n, person] of stage.people.entries()) {
    await enroll(stage.base(n), person.token, course.id);
    // The last lesson twice as well: two of them might both believe to be the one that finishes.
    const wanted = [...course.lessons, course.lessons.at(-1)!];
    const own = await Promise.all(
      wanted.map((lesson_id, turn) =>
        stage.send(turn, '/api/progress/', post(person.token, { lesson_id, completed: true })),
      ),
    );
    answers.push(...own);
    if (own.filter(({ body }) => body['course_completed'] === true).length > 2) tooMany += 1;
  }
  await settled(stage);
  report.counted(`learners who complete ${lessons} lessons at once`, learners);
  report.zero('answers that are no success', strange(stage, answers, ['200']));
  report.zero('learners told “completed” by more than the last two', tooMany);
  await judge(stage, course.id, learners);
}

export const check: Check = { id: 'R14', title: 'milestones, certificates and badges once', minutes: 4, run };
