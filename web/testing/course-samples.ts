// Courses, outlines and lessons as the catalog's endpoints show them, for tests.
import type {
  Category,
  Course,
  CourseDetail,
  Lesson,
  Outline,
  OutlineLesson,
} from '#web/features/catalog/catalog.types.ts';

const at = '2026-11-03T08:00:00.000Z';
const teacher = {
  id: '019aa5c0-0000-7000-8000-000000000009',
  display_name: 'Marta Nowak',
  avatar_url: null,
};

/** Ids that read as what they are: `idOf('c', 3)` is the third course. */
export const idOf = (kind: 'c' | 'a' | 'd' | 'b' | 'e', number: number): string =>
  `019aa5c0-0000-7000-8000-${kind.repeat(4)}${String(number).padStart(8, '0')}`;

export const aCategory = (number: number, more: Partial<Category> = {}): Category => ({
  id: idOf('a', number),
  name: number === 1 ? 'Safety' : `Category ${number}`,
  description: '',
  palette: 0,
  course_count: 3,
  created_at: at,
  updated_at: at,
  ...more,
});

export const aCourse = (number: number, more: Partial<Course> = {}): Course => ({
  id: idOf('c', number),
  title: `Course ${number}`,
  code: `C-${number}`,
  description: 'What to do, and in which order.',
  category: 'Safety',
  category_id: idOf('a', 1),
  category_palette: 0,
  difficulty_level: 'beginner',
  duration_weeks: null,
  duration_minutes: 19,
  lesson_count: 3,
  language: 'en',
  outcomes: ['Tell a sound cell from a swollen one'],
  created_by: teacher.id,
  instructor_id: teacher.id,
  instructor: teacher,
  image: null,
  cover_motif: null,
  price: '0.00',
  currency: 'EUR',
  status: 'published',
  published: true,
  published_at: at,
  version_number: 5,
  certificate_enabled: true,
  certificate_valid_months: 36,
  created_at: at,
  updated_at: at,
  record_version: 1,
  ...more,
});

export const aCourseDetail = (number: number, more: Partial<CourseDetail> = {}): CourseDetail => ({
  ...aCourse(number),
  trainers: [teacher],
  can: [],
  has_unpublished_changes: false,
  ...more,
});

export const anOutlineLesson = (number: number, more: Partial<OutlineLesson> = {}): OutlineLesson => ({
  id: idOf('e', number),
  title: `Lesson ${number}`,
  kind: 'article',
  required: true,
  is_preview: false,
  completion_rule: 'open',
  minimum_seconds: null,
  watched_percent: null,
  estimated_minutes: 5,
  quiz_id: null,
  quiz_version_id: null,
  revision_id: null,
  ...more,
});

/** One module per list of lessons. */
export const anOutline = (course_number: number, ...modules: OutlineLesson[][]): Outline => ({
  course_id: idOf('c', course_number),
  version_id: idOf('d', course_number),
  number: 5,
  modules: modules.map((lessons, index) => ({
    id: idOf('b', index + 1),
    title: `Part ${index + 1}`,
    duration_hours: null,
    lessons,
  })),
});

/** The lesson itself, as it is read: what the outline says of it, and its content. */
export const aLesson = (
  course_number: number,
  outlined: OutlineLesson,
  more: Partial<Lesson> = {},
): Lesson => ({
  id: outlined.id,
  course_id: idOf('c', course_number),
  module_id: idOf('b', 1),
  title: outlined.title,
  kind: outlined.kind,
  content: `<p>The text of ${outlined.title}.</p>`,
  video_url: null,
  file_id: null,
  file: null,
  quiz_id: outlined.quiz_id,
  order: 1,
  required: outlined.required,
  is_preview: outlined.is_preview,
  completion_rule: outlined.completion_rule,
  minimum_seconds: outlined.minimum_seconds,
  watched_percent: outlined.watched_percent,
  estimated_minutes: outlined.estimated_minutes,
  created_at: at,
  updated_at: at,
  record_version: 1,
  ...more,
});

export const listOf = <Item>(results: Item[], count: number = results.length) => ({
  count,
  next: null,
  previous: null,
  results,
});
