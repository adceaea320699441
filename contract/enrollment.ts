/**
 * Enrollment: who takes which course, how far they are, and what they have finished.
 *
 * A person has at most one active enrollment per course; a retake opens the next `cycle`. `percent` is the same figure
 * everywhere: required lessons done out of required lessons of the version the enrollment is pinned to, floored.
 */
import * as z from 'zod';
import { completionRules, lessonKinds } from './catalog.ts';
import { endpoint } from './endpoint.ts';
import {
  can,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  percent,
} from './values/common.ts';

export const enrollmentStatuses = ['active', 'completed', 'ended'] as const;
export const enrollmentSources = ['self', 'assigned', 'import'] as const;

/** What a card or a row shows of a course. */
export const CourseSummary = z.object({
  id,
  title: z.string(),
  code: z.string(),
  image: z.string().nullable(),
  cover_motif: z.string().nullable(),
  category: z.string().nullable(),
  category_palette: z.int(),
  lesson_count: z.int(),
  duration_minutes: z.int(),
});
export type CourseSummary = z.infer<typeof CourseSummary>;

export const StudentSummary = z.object({
  id,
  display_name: z.string(),
  /** Only for those who may manage the enrollment, and for the person. */
  email: z.string().nullable(),
  avatar_url: z.string().nullable(),
  department: z.string().nullable(),
  position: z.string().nullable(),
});

export const Enrollment = z.object({
  id,
  student_id: id,
  course_id: id,
  enrolled_at: instant,
  cycle: z.int(),
  status: z.enum(enrollmentStatuses),
  source: z.enum(enrollmentSources),
  assigned_by: id.nullable(),
  reason: z.string(),
  due_at: instant.nullable(),
  reminded_at: instant.nullable(),
  percent,
  last_lesson_id: id.nullable(),
  last_seen_at: instant.nullable(),
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
  /** Until when the completion counts; null means for good. */
  expires_at: instant.nullable(),
  ended_at: instant.nullable(),
  version_number: z.int(),
  course: CourseSummary,
  student: StudentSummary,
  /** `learn`, `leave`, `manage`. */
  can,
});
export type Enrollment = z.infer<typeof Enrollment>;

/** Seconds of the medium that were played, as `[from, to)` pairs. */
const watchedRanges = z
  .array(z.tuple([z.int().min(0).max(604_800), z.int().min(0).max(604_800)]))
  .max(500)
  .refine((ranges) => ranges.every(([from, to]) => from <= to), { message: 'A range ends before it begins' });

export const Progress = z.object({
  /** The same before and after the first touch. */
  id,
  enrollment_id: id,
  student_id: id,
  course_id: id,
  lesson_id: id,
  lesson_title: z.string(),
  lesson_kind: z.enum(lessonKinds),
  required: z.boolean(),
  completion_rule: z.enum(completionRules),
  completed: z.boolean(),
  completed_at: instant.nullable(),
  position_seconds: z.int(),
  watched_ranges: z.array(z.tuple([z.int(), z.int()])),
  /** Length of the medium as the player reported it. */
  media_seconds: z.int().nullable(),
  seconds_spent: z.int(),
  score_percent: percent.nullable(),
  first_seen_at: instant.nullable(),
  last_seen_at: instant.nullable(),
});

export const ProgressResult = Progress.extend({
  /** Of the course, after this write. */
  percent,
  /** Milestones that this write reached for the first time. */
  milestones_reached: z.array(z.int()),
  course_completed: z.boolean(),
  enrollment_status: z.enum(enrollmentStatuses),
  /** True when finishing the course brings a certificate (it is issued within a second or two). */
  certificate_expected: z.boolean(),
});

/** What a player reports while a lesson is open. Everything is optional; nothing sent means "still here". */
const visitFields = {
  position_seconds: z.int().min(0).max(604_800).optional(),
  watched_ranges: watchedRanges.optional(),
  media_seconds: z.int().min(1).max(604_800).optional(),
  /** Seconds since the last report; the server never counts more than have passed. */
  seconds_spent: z.int().min(0).max(86_400).optional(),
};

export const Learner = z.object({
  enrollment_id: id,
  student: StudentSummary,
  status: z.enum(enrollmentStatuses),
  source: z.enum(enrollmentSources),
  percent,
  lessons_done: z.int(),
  lessons_required: z.int(),
  seconds_spent: z.int(),
  score_percent: percent.nullable(),
  enrolled_at: instant,
  due_at: instant.nullable(),
  is_overdue: z.boolean(),
  last_seen_at: instant.nullable(),
  completed_at: instant.nullable(),
  reminded_at: instant.nullable(),
  cycle: z.int(),
});
export type Learner = z.infer<typeof Learner>;

const DashboardCourse = z.object({
  enrollment_id: id,
  course: CourseSummary,
  percent,
  lessons_done: z.int(),
  lessons_required: z.int(),
  /** Planned minutes of the required lessons that are still open. */
  minutes_left: z.int(),
  due_at: instant.nullable(),
  started: z.boolean(),
  source: z.enum(enrollmentSources),
  reason: z.string(),
  assigned_by_name: z.string().nullable(),
  next_lesson_id: id.nullable(),
});
export type DashboardCourse = z.infer<typeof DashboardCourse>;

const Bucket = z.object({ count: z.int(), results: z.array(DashboardCourse) });

export const Dashboard = z.object({
  display_name: z.string(),
  time_zone: z.string(),
  /** The lesson to go on with; null when nothing is in progress. */
  continue_with: z
    .object({
      enrollment_id: id,
      course: CourseSummary,
      percent,
      lessons_done: z.int(),
      lessons_required: z.int(),
      lesson_id: id,
      lesson_title: z.string(),
      lesson_kind: z.enum(lessonKinds),
      position_seconds: z.int(),
      minutes_left: z.int(),
      module_number: z.int(),
      module_count: z.int(),
    })
    .nullable(),
  overdue: Bucket,
  this_week: Bucket,
  later: Bucket,
  year: z.object({
    /** Assigned or due courses that are completed and still valid, out of all assigned or due ones. */
    required_done: z.int(),
    required_total: z.int(),
    required_percent: percent,
    completed_courses: z.int(),
    learning_seconds: z.int(),
    valid_certificates: z.int(),
  }),
  latest_certificate: z
    .object({ id, course_title: z.string(), issued_at: instant, expires_at: instant.nullable() })
    .nullable(),
  unread_notifications: z.int(),
  /** For those who teach. */
  teaching: z
    .object({
      courses: z.int(),
      drafts: z.int(),
      learners_in_progress: z.int(),
      learners_overdue: z.int(),
      /** Active learners who started and have not been seen for two weeks. */
      learners_silent: z.int(),
      completed_last_30_days: z.int(),
    })
    .nullable(),
  /** For managers and administrators: the whole organization. */
  organization: z
    .object({
      people: z.int(),
      published_courses: z.int(),
      enrollments_active: z.int(),
      enrollments_overdue: z.int(),
      completed_last_30_days: z.int(),
    })
    .nullable(),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const bulkOutcomes = ['enrolled', 'already_enrolled', 'not_found', 'inactive', 'repeated'] as const;
export const bulkLimit = 1000;

const enrollmentOrdering = ordering([
  'enrolled_at',
  'due_at',
  'percent',
  'last_seen_at',
  'completed_at',
  'title',
]);

export const enrollment = {
  listEnrollments: endpoint({
    method: 'GET',
    path: '/api/enrollments/',
    ability: 'enrollment.list',
    summary: 'Enrollments the caller may see: their own, those of courses they teach, or all for managers',
    rows: ['L-53', 'T-30', 'L-29'],
    query: z.strictObject({
      ...listQuery,
      ordering: enrollmentOrdering.default('-enrolled_at'),
      student: id.optional(),
      student_id: id.optional(),
      course: id.optional(),
      course_id: id.optional(),
      status: z.enum(enrollmentStatuses).optional(),
      /** Only the caller's own. */
      mine: flag.optional(),
      overdue: flag.optional(),
    }),
    response: page(Enrollment),
  }),
  createEnrollment: endpoint({
    method: 'POST',
    path: '/api/enrollments/',
    ability: 'enrollment.create',
    summary: 'Enroll oneself, or someone else',
    rows: ['L-54', 'L-82', 'L-83', 'U-13'],
    body: z.strictObject({
      course_id: id,
      student_id: id.optional(),
      due_at: instant.nullable().optional(),
      reason: optionalText(500).optional(),
      /** Take a completed course once more although the completion is still valid. */
      retake: z.boolean().optional(),
    }),
    status: 201,
    response: Enrollment,
    errors: ['already_enrolled', 'course.not-published', 'payment.required', 'skill.required'],
  }),
  enrollInCourse: endpoint({
    method: 'POST',
    path: '/api/courses/:id/enroll/',
    ability: 'enrollment.create',
    summary: 'Enroll in a course',
    rows: ['T-64', 'U-13', 'L-82'],
    params: idParams,
    body: z.strictObject({
      student_id: id.optional(),
      due_at: instant.nullable().optional(),
      reason: optionalText(500).optional(),
      retake: z.boolean().optional(),
    }),
    status: 201,
    response: Enrollment,
    errors: ['already_enrolled', 'course.not-published', 'payment.required', 'skill.required'],
  }),
  getEnrollment: endpoint({
    method: 'GET',
    path: '/api/enrollments/:id/',
    ability: 'enrollment.list',
    summary: 'Read an enrollment',
    rows: ['L-29', 'L-61'],
    params: idParams,
    response: Enrollment,
  }),
  updateEnrollment: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/enrollments/:id/',
    ability: 'enrollment.manage',
    summary: 'Change until when an enrollment is due',
    rows: ['L-61'],
    params: idParams,
    body: z.strictObject({ due_at: instant.nullable().optional(), reason: optionalText(500).optional() }),
    response: Enrollment,
    errors: ['enrollment.closed'],
  }),
  endEnrollment: endpoint({
    method: 'DELETE',
    path: '/api/enrollments/:id/',
    ability: 'enrollment.list',
    summary: 'Unenroll; progress and evidence stay',
    rows: ['L-61', 'U-31'],
    params: idParams,
    errors: ['enrollment.closed'],
  }),
  remindLearner: endpoint({
    method: 'POST',
    path: '/api/enrollments/:id/remind/',
    ability: 'enrollment.manage',
    summary: 'Remind a learner, at most once an hour',
    params: idParams,
    response: Enrollment,
    errors: ['enrollment.closed', 'rate.limited'],
  }),
  enrollMany: endpoint({
    method: 'POST',
    path: '/api/courses/:id/enrollments/',
    cost: 'costly',
    ability: 'enrollment.manage',
    summary: 'Enroll up to 1,000 people at once; answers what became of each',
    params: idParams,
    body: z
      .strictObject({
        emails: z.array(z.string().trim().min(1).max(254)).max(bulkLimit).optional(),
        user_ids: z.array(id).max(bulkLimit).optional(),
        due_at: instant.nullable().optional(),
        reason: optionalText(500).optional(),
      })
      .refine((body) => (body.emails === undefined) !== (body.user_ids === undefined), {
        message: 'Give either emails or user_ids',
      }),
    response: z.object({
      enrolled_count: z.int(),
      results: z.array(
        z.object({ given: z.string(), outcome: z.enum(bulkOutcomes), enrollment_id: id.nullable() }),
      ),
    }),
    errors: ['course.not-published'],
  }),
  listLearners: endpoint({
    method: 'GET',
    path: '/api/courses/:id/learners/',
    reads: 'report',
    ability: 'enrollment.manage',
    summary: 'Learners of a course with their progress',
    params: idParams,
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['name', 'percent', 'last_seen_at', 'due_at', 'enrolled_at']).default('name'),
      status: z.enum(enrollmentStatuses).optional(),
      overdue: flag.optional(),
      /** Active, started, and not seen for two weeks. */
      silent: flag.optional(),
    }),
    response: page(Learner),
  }),
  listProgress: endpoint({
    method: 'GET',
    path: '/api/progress/',
    ability: 'progress.read',
    summary: 'A row per lesson from the moment of enrollment',
    rows: ['L-55', 'L-30', 'L-82'],
    query: z.strictObject({
      ...listQuery,
      course: id.optional(),
      course_id: id.optional(),
      lesson: id.optional(),
      lesson_id: id.optional(),
      student: id.optional(),
      student_id: id.optional(),
      enrollment: id.optional(),
      completed: flag.optional(),
      ordering: ordering(['order', 'last_seen_at', 'completed_at']).default('order'),
    }),
    response: page(Progress),
  }),
  recordProgress: endpoint({
    method: 'POST',
    path: '/api/progress/',
    cost: 'learning',
    ability: 'progress.write',
    summary: 'Complete a lesson (or take it back) and learn the new percentage',
    rows: ['L-56', 'L-84', 'L-85', 'L-86'],
    body: z.strictObject({ lesson_id: id, completed: z.boolean().optional(), ...visitFields }),
    response: ProgressResult,
    errors: ['lesson.not-completable', 'enrollment.closed', 'enrollment.required'],
  }),
  visitLesson: endpoint({
    method: 'POST',
    path: '/api/lessons/:id/visit/',
    cost: 'learning',
    ability: 'progress.write',
    views: 'lesson.viewed',
    summary: 'Note that a lesson is open, and where in it; answers where to resume',
    params: idParams,
    body: z.strictObject(visitFields),
    response: ProgressResult,
    errors: ['enrollment.closed', 'enrollment.required'],
  }),
  getDashboard: endpoint({
    method: 'GET',
    path: '/api/dashboard/',
    ability: 'account.use',
    summary: 'What to do next, and how things stand',
    rows: ['L-72', 'T-05', 'T-09'],
    response: Dashboard,
  }),
};
