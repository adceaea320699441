// The catalog's wire shapes, as types only: importing the schemas themselves would bring zod into the first view.
import type * as z from 'zod';
import type {
  Category as CategorySchema,
  CourseDetail as CourseDetailSchema,
  Course as CourseSchema,
  Lesson as LessonSchema,
} from '#contract/catalog.ts';

export type { Outline, OutlineLesson } from '#contract/catalog.ts';
export type Category = z.infer<typeof CategorySchema>;
export type Course = z.infer<typeof CourseSchema>;
export type CourseDetail = z.infer<typeof CourseDetailSchema>;
export type Lesson = z.infer<typeof LessonSchema>;
export type DifficultyLevel = Course['difficulty_level'];
