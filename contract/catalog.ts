/**
 * Catalog: categories, courses, their modules and lessons, and the versions learners read.
 *
 * `courses`, `modules` and `lessons` are the draft that authors edit. Learners read a published version. Writing to a
 * published course through the documents' plain CRUD means "now": it edits the draft and publishes in one transaction.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  can,
  currency,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  price,
  text,
} from './values/common.ts';

export const difficultyLevels = ['beginner', 'intermediate', 'advanced'] as const;
export const courseStatuses = ['draft', 'published', 'archived'] as const;
export const lessonKinds = ['article', 'video', 'file', 'quiz', 'session'] as const;
/** What makes a lesson count as done. `quiz_passed` is implied by kind `quiz`, `attended` by kind `session`. */
export const completionRules = ['open', 'minimum_time', 'watched_share', 'quiz_passed', 'attended'] as const;

export const Category = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** Index of the cover palette, 0-7. */
  palette: z.int(),
  course_count: z.int(),
  created_at: instant,
  updated_at: instant,
});

export const CategoryInput = z.strictObject({
  name: text(100),
  description: optionalText(2000).default(''),
  palette: z.int().min(0).max(7).default(0),
});

const Person = z.object({ id, display_name: z.string(), avatar_url: z.string().nullable() });

export const Course = z.object({
  id,
  title: z.string(),
  code: z.string(),
  description: z.string(),
  /** The category's name (T-35); `category_id` is its identity (L-24). */
  category: z.string().nullable(),
  category_id: id.nullable(),
  category_palette: z.int(),
  difficulty_level: z.enum(difficultyLevels),
  duration_weeks: z.int().nullable(),
  /** Sum of the lessons' planned minutes. */
  duration_minutes: z.int(),
  lesson_count: z.int(),
  language: z.string(),
  outcomes: z.array(z.string()),
  created_by: id,
  instructor_id: id,
  instructor: Person,
  image: z.string().nullable(),
  cover_motif: z.string().nullable(),
  price: z.string(),
  currency: z.string(),
  status: z.enum(courseStatuses),
  published: z.boolean(),
  published_at: instant.nullable(),
  version_number: z.int().nullable(),
  certificate_enabled: z.boolean(),
  certificate_valid_months: z.int().nullable(),
  created_at: instant,
  updated_at: instant,
  record_version: z.int(),
});

/** A course as one person sees it: with what they may do and their own enrollment, if any. */
export const CourseDetail = Course.extend({
  trainers: z.array(Person),
  can,
  /** True when the draft differs from what learners see. */
  has_unpublished_changes: z.boolean(),
});

const courseFields = {
  title: text(200),
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, 'Up to 20 letters, digits, dots, dashes'),
  description: optionalText(10_000),
  category_id: id.nullable(),
  /** Name of the category, as the first document sends it; looked up, never created. */
  category: text(100).nullable(),
  difficulty_level: z.enum(difficultyLevels),
  duration_weeks: z.int().min(1).max(520).nullable(),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  outcomes: z.array(text(300)).max(12),
  instructor_id: id,
  trainer_ids: z.array(id).max(20),
  image_file_id: id.nullable(),
  cover_motif: z.string().max(40).nullable(),
  price,
  currency,
  status: z.enum(courseStatuses),
  published: z.boolean(),
  certificate_enabled: z.boolean(),
  certificate_valid_months: z.int().min(1).max(240).nullable(),
};

export const CourseInput = z.strictObject(courseFields).partial().required({ title: true });
export const CoursePatch = z.strictObject(courseFields).partial();

export const Module = z.object({
  id,
  course_id: id,
  title: z.string(),
  order: z.int(),
  duration_hours: z.int().nullable(),
  lesson_count: z.int(),
  created_at: instant,
  updated_at: instant,
});
/** `order` counts from 1. Leaving it out appends; giving a taken one inserts there and moves the rest down. */
export const ModuleInput = z.strictObject({
  title: optionalText(200).default(''),
  order: z.int().min(1).max(10_000).optional(),
  duration_hours: z.int().min(0).max(10_000).nullable().default(null),
});
export const ModulePatch = z.strictObject({
  title: optionalText(200).optional(),
  order: z.int().min(1).max(10_000).optional(),
  duration_hours: z.int().min(0).max(10_000).nullable().optional(),
});

export const Lesson = z.object({
  id,
  course_id: id,
  module_id: id,
  title: z.string(),
  kind: z.enum(lessonKinds),
  /** Cleaned HTML; safe to show. */
  content: z.string(),
  video_url: z.string().nullable(),
  file_id: id.nullable(),
  file: z
    .object({ id, name: z.string(), media_type: z.string(), byte_size: z.number(), url: z.string() })
    .nullable(),
  quiz_id: id.nullable(),
  order: z.int(),
  required: z.boolean(),
  is_preview: z.boolean(),
  completion_rule: z.enum(completionRules),
  minimum_seconds: z.int().nullable(),
  watched_percent: z.int().nullable(),
  estimated_minutes: z.int(),
  created_at: instant,
  updated_at: instant,
  record_version: z.int(),
});

const lessonFields = {
  title: text(200),
  kind: z.enum(lessonKinds),
  content: optionalText(500_000),
  video_url: z.union([z.url({ protocol: /^https?$/ }).max(2000), z.literal('')]).nullable(),
  file_id: id.nullable(),
  module_id: id,
  order: z.int().min(1).max(10_000),
  required: z.boolean(),
  is_preview: z.boolean(),
  completion_rule: z.enum(completionRules),
  minimum_seconds: z.int().min(1).max(86_400).nullable(),
  watched_percent: z.int().min(1).max(100).nullable(),
  estimated_minutes: z.int().min(0).max(6000),
};
export const LessonInput = z
  .strictObject({ course_id: id, ...lessonFields })
  .partial()
  .required({ course_id: true, title: true });
export const LessonPatch = z.strictObject(lessonFields).partial();

const OutlineLesson = z.object({
  id,
  title: z.string(),
  kind: z.enum(lessonKinds),
  required: z.boolean(),
  is_preview: z.boolean(),
  completion_rule: z.enum(completionRules),
  minimum_seconds: z.int().nullable(),
  watched_percent: z.int().nullable(),
  estimated_minutes: z.int(),
  quiz_id: id.nullable(),
  quiz_version_id: id.nullable(),
  revision_id: id.nullable(),
});
export type OutlineLesson = z.infer<typeof OutlineLesson>;

/** The table of contents of one version (or of the draft, for authors). */
export const Outline = z.object({
  course_id: id,
  version_id: id.nullable(),
  number: z.int().nullable(),
  modules: z.array(
    z.object({ id, title: z.string(), duration_hours: z.int().nullable(), lessons: z.array(OutlineLesson) }),
  ),
});
export type Outline = z.infer<typeof Outline>;

export const PublishProblem = z.object({ code: z.string(), message: z.string(), lesson_id: id.nullable() });
export const PublishState = z.object({
  ready: z.boolean(),
  problems: z.array(PublishProblem),
  current_number: z.int().nullable(),
  changes: z.object({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    removed: z.array(z.string()),
    moved: z.array(z.string()),
  }),
  /** The same lesson by lesson, so that a screen can name and open each. */
  changed_lessons: z.array(
    z.object({ lesson_id: id, title: z.string(), change: z.enum(['added', 'changed', 'removed', 'moved']) }),
  ),
  in_progress_count: z.int(),
  completed_count: z.int(),
});

/** `?draft=true`: work on the draft and leave publishing to the author. Without it, a published course is republished at once. */
const draftQuery = z.strictObject({ draft: flag.optional() });

const courseOrdering = ordering([
  'title',
  'created_at',
  'updated_at',
  'published_at',
  'price',
  'duration_weeks',
]);

export const catalog = {
  listCategories: endpoint({
    method: 'GET',
    path: '/api/categories/',
    ability: 'public',
    summary: 'List categories',
    rows: ['L-59'],
    query: z.strictObject({ ...listQuery, ordering: ordering(['name', 'created_at']).default('name') }),
    response: page(Category),
  }),
  createCategory: endpoint({
    method: 'POST',
    path: '/api/categories/',
    ability: 'category.manage',
    summary: 'Create a category',
    rows: ['L-59'],
    body: CategoryInput,
    status: 201,
    response: Category,
    errors: ['record.conflict'],
  }),
  getCategory: endpoint({
    method: 'GET',
    path: '/api/categories/:id/',
    ability: 'public',
    summary: 'Read a category',
    rows: ['L-59'],
    params: idParams,
    response: Category,
  }),
  updateCategory: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/categories/:id/',
    ability: 'category.manage',
    summary: 'Change a category',
    rows: ['L-59'],
    params: idParams,
    body: z.strictObject({
      name: text(100).optional(),
      description: optionalText(2000).optional(),
      palette: z.int().min(0).max(7).optional(),
    }),
    response: Category,
    errors: ['record.conflict'],
  }),
  deleteCategory: endpoint({
    method: 'DELETE',
    path: '/api/categories/:id/',
    ability: 'category.manage',
    summary: 'Delete a category',
    rows: ['L-59'],
    params: idParams,
    errors: ['record.in-use'],
  }),

  listCourses: endpoint({
    method: 'GET',
    path: '/api/courses/',
    ability: 'public',
    summary: 'List the courses the caller may see',
    rows: ['T-59', 'L-43'],
    query: z.strictObject({
      ...listQuery,
      ordering: courseOrdering.default('title'),
      category: z.string().max(100).optional(),
      category_id: id.optional(),
      difficulty_level: z.enum(difficultyLevels).optional(),
      language: z.string().max(20).optional(),
      status: z.enum(courseStatuses).optional(),
      published: flag.optional(),
      instructor_id: id.optional(),
      /** Courses the caller may edit: the trainer's own list. */
      teaching: flag.optional(),
      free: flag.optional(),
    }),
    response: page(Course),
  }),
  createCourse: endpoint({
    method: 'POST',
    path: '/api/courses/',
    ability: 'course.create',
    summary: 'Create a course',
    rows: ['T-60', 'L-44'],
    body: CourseInput,
    status: 201,
    response: CourseDetail,
    errors: ['record.conflict'],
  }),
  getCourse: endpoint({
    method: 'GET',
    path: '/api/courses/:id/',
    ability: 'public',
    views: 'course.viewed',
    summary: 'Read a course',
    rows: ['T-61', 'L-45'],
    params: idParams,
    response: CourseDetail,
  }),
  updateCourse: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/courses/:id/',
    ability: 'course.update',
    summary: 'Change a course',
    rows: ['T-62', 'L-46', 'U-31'],
    params: idParams,
    body: CoursePatch,
    response: CourseDetail,
    errors: ['record.conflict', 'record.stale', 'course.not-ready'],
  }),
  deleteCourse: endpoint({
    method: 'DELETE',
    path: '/api/courses/:id/',
    ability: 'course.delete',
    summary: 'Delete a course; evidence stays',
    rows: ['L-47', 'U-31'],
    params: idParams,
  }),
  duplicateCourse: endpoint({
    method: 'POST',
    path: '/api/courses/:id/duplicate/',
    cost: 'costly',
    ability: 'course.create',
    summary: 'Copy a course as a new draft',
    params: idParams,
    body: z.strictObject({ title: text(200).optional() }),
    status: 201,
    response: CourseDetail,
  }),

  getOutline: endpoint({
    method: 'GET',
    path: '/api/courses/:id/outline/',
    ability: 'public',
    summary: 'Table of contents that learners see',
    params: idParams,
    response: Outline,
  }),
  getDraftOutline: endpoint({
    method: 'GET',
    path: '/api/courses/:id/draft/',
    ability: 'course.update',
    summary: 'Table of contents of the draft',
    params: idParams,
    response: Outline,
  }),
  getPublishState: endpoint({
    method: 'GET',
    path: '/api/courses/:id/publish/',
    ability: 'course.update',
    summary: 'What publishing would do',
    params: idParams,
    response: PublishState,
  }),
  publishCourse: endpoint({
    method: 'POST',
    path: '/api/courses/:id/publish/',
    ability: 'course.update',
    summary: 'Publish the draft as a new version',
    params: idParams,
    body: z.strictObject({ note: optionalText(2000).default('') }),
    response: CourseDetail,
    errors: ['course.not-ready'],
  }),

  listModules: endpoint({
    method: 'GET',
    path: '/api/courses/:id/modules/',
    ability: 'public',
    summary: 'Modules of a course',
    rows: ['T-63', 'T-36'],
    params: idParams,
    query: z.strictObject(listQuery),
    response: page(Module),
  }),
  createModule: endpoint({
    method: 'POST',
    path: '/api/courses/:id/modules/',
    ability: 'course.update',
    summary: 'Add a module',
    rows: ['T-36'],
    params: idParams,
    query: draftQuery,
    body: ModuleInput,
    status: 201,
    response: Module,
  }),
  getModule: endpoint({
    method: 'GET',
    path: '/api/courses/:id/modules/:module_id/',
    ability: 'public',
    summary: 'Read a module',
    rows: ['T-36'],
    params: z.strictObject({ id, module_id: id }),
    response: Module,
  }),
  updateModule: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/courses/:id/modules/:module_id/',
    ability: 'course.update',
    summary: 'Change or move a module',
    rows: ['T-36'],
    params: z.strictObject({ id, module_id: id }),
    query: draftQuery,
    body: ModulePatch,
    response: Module,
  }),
  deleteModule: endpoint({
    method: 'DELETE',
    path: '/api/courses/:id/modules/:module_id/',
    ability: 'course.update',
    summary: 'Delete a module and its lessons',
    rows: ['T-36'],
    params: z.strictObject({ id, module_id: id }),
    query: draftQuery,
  }),
  restoreModule: endpoint({
    method: 'POST',
    path: '/api/courses/:id/modules/:module_id/restore/',
    ability: 'course.update',
    summary: 'Bring a deleted module back, with the lessons deleted with it',
    params: z.strictObject({ id, module_id: id }),
    query: draftQuery,
    body: z.strictObject({
      order: z.int().min(1).max(10_000).optional(),
      lesson_ids: z.array(id).max(1000).optional(),
    }),
    response: Module,
  }),

  listLessons: endpoint({
    method: 'GET',
    path: '/api/lessons/',
    ability: 'lesson.read',
    summary: 'Lessons the caller may see',
    rows: ['L-48'],
    query: z.strictObject({
      ...listQuery,
      course: id.optional(),
      course_id: id.optional(),
      module: id.optional(),
      kind: z.enum(lessonKinds).optional(),
      ordering: ordering(['order', 'title', 'created_at']).default('order'),
    }),
    response: page(Lesson),
  }),
  createLesson: endpoint({
    method: 'POST',
    path: '/api/lessons/',
    ability: 'lesson.update',
    summary: 'Add a lesson',
    rows: ['L-49'],
    query: draftQuery,
    body: LessonInput,
    status: 201,
    response: Lesson,
  }),
  getLesson: endpoint({
    method: 'GET',
    path: '/api/lessons/:id/',
    ability: 'public',
    summary: 'Read a lesson',
    rows: ['L-50'],
    params: idParams,
    query: draftQuery,
    response: Lesson,
  }),
  updateLesson: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/lessons/:id/',
    ability: 'lesson.update',
    summary: 'Change or move a lesson',
    rows: ['L-51'],
    params: idParams,
    query: draftQuery,
    body: LessonPatch,
    response: Lesson,
    errors: ['record.stale'],
  }),
  deleteLesson: endpoint({
    method: 'DELETE',
    path: '/api/lessons/:id/',
    ability: 'lesson.update',
    summary: 'Delete a lesson; evidence stays',
    rows: ['L-52'],
    params: idParams,
    query: draftQuery,
  }),
  restoreLesson: endpoint({
    method: 'POST',
    path: '/api/lessons/:id/restore/',
    ability: 'lesson.update',
    summary: 'Bring a deleted lesson back, with its id and progress',
    params: idParams,
    query: draftQuery,
    body: z.strictObject({ module_id: id.optional(), order: z.int().min(1).max(10_000).optional() }),
    response: Lesson,
  }),
};
