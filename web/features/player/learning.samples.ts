// Enrollments and progress as enrollment's endpoints show them, for tests.
import type { Enrollment, Progress, ProgressResult } from './learning.types.ts';

const sofie = '019aa5c0-0000-7000-8000-000000000001';
const at = '2026-11-10T08:00:00.000Z';
const enrollment_id = '019aa5c0-0000-7000-8000-0000000000e1';

type Taken = { id: string; title: string };

export const anEnrollment = (course: Taken, more: Partial<Enrollment> = {}): Enrollment => ({
  id: enrollment_id,
  student_id: sofie,
  course_id: course.id,
  enrolled_at: at,
  cycle: 1,
  status: 'active',
  source: 'self',
  assigned_by: null,
  reason: '',
  due_at: null,
  reminded_at: null,
  percent: 0,
  last_lesson_id: null,
  last_seen_at: null,
  started_at: null,
  completed_at: null,
  expires_at: null,
  ended_at: null,
  version_number: 5,
  course: {
    id: course.id,
    title: course.title,
    code: 'C-1',
    image: null,
    cover_motif: null,
    category: 'Safety',
    category_palette: 0,
    lesson_count: 3,
    duration_minutes: 19,
  },
  student: {
    id: sofie,
    display_name: 'Sofie Kjær',
    email: 'sofie.kjaer@nordhavn.example',
    avatar_url: null,
    department: null,
    position: null,
  },
  can: ['learn', 'leave'],
  ...more,
});

type Outlined = Pick<Progress, 'required' | 'completion_rule'> & {
  id: string;
  title: string;
  kind: Progress['lesson_kind'];
};

/** The id is the lesson's with another ending, so that it is a stable UUID. */
export const aProgress = (course_id: string, lesson: Outlined, more: Partial<Progress> = {}): Progress => ({
  id: lesson.id.replace(/.$/, 'f'),
  enrollment_id,
  student_id: sofie,
  course_id,
  lesson_id: lesson.id,
  lesson_title: lesson.title,
  lesson_kind: lesson.kind,
  required: lesson.required,
  completion_rule: lesson.completion_rule,
  completed: false,
  completed_at: null,
  position_seconds: 0,
  watched_ranges: [],
  media_seconds: null,
  seconds_spent: 0,
  score_percent: null,
  first_seen_at: null,
  last_seen_at: null,
  ...more,
});

/** What the server answers to a visit or a completion. */
export const aResult = (row: Progress, more: Partial<ProgressResult> = {}): ProgressResult => ({
  ...row,
  percent: 0,
  milestones_reached: [],
  course_completed: false,
  enrollment_status: 'active',
  certificate_expected: false,
  ...more,
});
