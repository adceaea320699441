// How a lesson and a course are read into, and written from, the fields that autosave keeps. Pure.

import type { OutlineLesson } from '#contract/catalog.ts';
import { CoursePatch, LessonPatch } from '#contract/catalog.ts';
import type { CourseFields, CourseWhole, Lesson, LessonFields } from '../builder.types.ts';
import type { Base, FieldRefusal } from './autosave.ts';

export function lessonBase(lesson: Lesson): Base<LessonFields> {
  const { title, content, video_url, file_id, required, is_preview, completion_rule } = lesson;
  const { minimum_seconds, watched_percent, estimated_minutes, record_version } = lesson;
  return {
    version: record_version,
    fields: {
      title,
      content,
      video_url,
      file_id,
      required,
      is_preview,
      completion_rule,
      minimum_seconds,
      watched_percent,
      estimated_minutes,
    },
  };
}

/** The fields a learner reads: changing one of them makes another revision. */
const contentFields = ['title', 'content', 'video_url', 'file_id'] as const satisfies (keyof LessonFields)[];

/** What the outline shows of a lesson that was just saved. Whether its text is as published is known again at the next reading. */
export function outlineFields(lesson: Lesson, written: Partial<LessonFields>): Partial<OutlineLesson> {
  const {
    title,
    kind,
    required,
    is_preview,
    completion_rule,
    minimum_seconds,
    watched_percent,
    estimated_minutes,
  } = lesson;
  const isOtherText = contentFields.some((field) => field in written);
  return {
    ...{
      title,
      kind,
      required,
      is_preview,
      completion_rule,
      minimum_seconds,
      watched_percent,
      estimated_minutes,
    },
    ...(isOtherText ? { revision_id: null } : {}),
  };
}

const fileOfAddress = /^\/api\/files\/([0-9a-f-]{36})\/content\//;

export function courseBase(course: CourseWhole): Base<CourseFields> {
  const { title, code, description, category_id, difficulty_level, duration_weeks, language, outcomes } =
    course;
  const { instructor_id, cover_motif, price, currency, certificate_enabled, certificate_valid_months } =
    course;
  return {
    version: course.record_version,
    fields: {
      ...{ title, code, description, category_id, difficulty_level, duration_weeks, language, outcomes },
      ...{ instructor_id, cover_motif, price, currency, certificate_enabled, certificate_valid_months },
      trainer_ids: course.trainers.map(({ id }) => id),
      image_file_id: fileOfAddress.exec(course.image ?? '')?.[1] ?? null,
    },
  };
}

export const checkLesson = (fields: Partial<LessonFields>): FieldRefusal[] => refusalsOf(LessonPatch, fields);

/** Empty lines among the outcomes are being written and are left out, not refused. */
export const checkCourse = (fields: Partial<CourseFields>): FieldRefusal[] =>
  refusalsOf(CoursePatch, coursePatch(fields));

export const coursePatch = (fields: Partial<CourseFields>): Partial<CourseFields> =>
  fields.outcomes
    ? { ...fields, outcomes: fields.outcomes.map((line) => line.trim()).filter(Boolean) }
    : fields;

function refusalsOf(schema: typeof LessonPatch | typeof CoursePatch, fields: object): FieldRefusal[] {
  const result = schema.safeParse(fields);
  if (result.success) return [];
  return result.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }));
}
