/** The dashboard of whoever asks. */
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import {
  type DashboardCourseRow,
  selectDashboard,
  selectOrganization,
  selectTeaching,
} from './dashboard.sql.ts';
import { presentCourseSummary } from './enrollment.present.ts';
import { wholePercent } from './percent.rules.ts';

/** How many courses of a bucket are sent; `count` says how many there are. */
const mostPerBucket = 10;

/** What to do next, what is due, and how the year went; for staff also how their courses and the organization stand. */
export async function getDashboard(ctx: Ctx) {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  const [row, teaching, organization] = await Promise.all([
    selectDashboard(ctx.db, userId, ctx.now),
    hasRole(ctx.actor, 'trainer') ? selectTeaching(ctx.db, userId, ctx.now) : null,
    hasRole(ctx.actor, 'manager', 'admin') ? selectOrganization(ctx.db, ctx.now) : null,
  ]);
  const going = row.continue_with;
  const goingCourse = row.courses.find((course) => course.enrollment_id === going?.enrollment_id);
  const { required_done, required_total } = row;
  return {
    display_name: row.display_name,
    time_zone: row.time_zone,
    continue_with: going && goingCourse ? { ...presentDashboardCourse(goingCourse), ...going } : null,
    overdue: bucketOf(row.courses, 'overdue'),
    this_week: bucketOf(row.courses, 'this_week'),
    later: bucketOf(row.courses, 'later'),
    year: {
      required_done,
      required_total,
      required_percent: wholePercent(required_done, required_total),
      completed_courses: row.completed_courses,
      learning_seconds: row.learning_seconds,
      valid_certificates: row.valid_certificates,
    },
    latest_certificate: row.latest_certificate,
    unread_notifications: row.unread_notifications,
    teaching,
    organization,
  };
}

function bucketOf(courses: DashboardCourseRow[], bucket: DashboardCourseRow['bucket']) {
  const inside = courses.filter((course) => course.bucket === bucket);
  return { count: inside.length, results: inside.slice(0, mostPerBucket).map(presentDashboardCourse) };
}

const presentDashboardCourse = (row: DashboardCourseRow) => ({
  enrollment_id: row.enrollment_id,
  course: presentCourseSummary(row),
  percent: row.percent,
  lessons_done: row.lessons_done,
  lessons_required: row.lessons_required,
  minutes_left: row.minutes_left,
  due_at: row.due_at,
  started: row.started,
  source: row.source,
  reason: row.reason,
  assigned_by_name: row.assigned_by_name,
  next_lesson_id: row.next_lesson_id,
});
