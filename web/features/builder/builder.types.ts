// The contract's shapes that the builder edits, and the fields of them that it writes.
import type * as z from 'zod';
import type {
  CourseDetail,
  Course as CourseSchema,
  Lesson as LessonSchema,
  PublishState as State,
} from '#contract/catalog.ts';

export type Course = z.output<typeof CourseSchema>;
export type CourseWhole = z.output<typeof CourseDetail>;
export type Lesson = z.output<typeof LessonSchema>;
export type PublishState = z.output<typeof State>;

/** What the editor and the lesson's settings write. Place is not among them: the outline moves lessons. */
export type LessonFields = Pick<
  Lesson,
  | 'title'
  | 'content'
  | 'video_url'
  | 'file_id'
  | 'required'
  | 'is_preview'
  | 'completion_rule'
  | 'minimum_seconds'
  | 'watched_percent'
  | 'estimated_minutes'
>;

/** What the course's settings write, as the patch takes it. */
export type CourseFields = Pick<
  Course,
  | 'title'
  | 'code'
  | 'description'
  | 'category_id'
  | 'difficulty_level'
  | 'duration_weeks'
  | 'language'
  | 'outcomes'
  | 'instructor_id'
  | 'cover_motif'
  | 'price'
  | 'currency'
  | 'certificate_enabled'
  | 'certificate_valid_months'
> & { trainer_ids: string[]; image_file_id: string | null };
