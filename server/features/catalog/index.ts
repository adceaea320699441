/** Catalog's public face. Other features import from here and nowhere deeper. */
export { catalogFeature } from './catalog.feature.ts';
export { accessCourse, type CourseAccess, type CourseNeed } from './catalog.policy.ts';
export { createCategory } from './categories.service.ts';
export { createCourse } from './courses.service.ts';
export { staffOfCourses } from './courses.sql.ts';
export { accessLesson, type LessonNeed } from './lessons.policy.ts';
export { createLesson, updateLesson } from './lessons.service.ts';
export { changeStructure, createModule, type DraftOption } from './modules.service.ts';
export { withMoved } from './outline.rules.ts';
export {
  type CourseExtension,
  makeVersion,
  publishCourse,
  registerCourseExtension,
} from './publishing.service.ts';
