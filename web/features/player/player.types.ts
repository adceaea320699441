// What the player needs of the catalog; the page hands it over.
import type * as z from 'zod';
import type { CourseDetail, Lesson as LessonSchema } from '#contract/catalog.ts';

export type Lesson = z.infer<typeof LessonSchema>;
export type PlayerCourse = Pick<
  z.infer<typeof CourseDetail>,
  'id' | 'title' | 'language' | 'can' | 'version_number' | 'certificate_enabled'
>;
