/** What other features may use of enrollment. Nothing else here is importable. */
export { type EnrollInput, enroll, enrollAssigned, findObstacle } from './enrolling.service.ts';
export { enrollmentFeature } from './enrollment.feature.ts';
export { presentCourseSummary } from './enrollment.present.ts';
export { endEnrollment, findEnrollment, remindLearner, sendReminder } from './enrollments.service.ts';
export type { CourseColumns, EnrollmentRow } from './enrollments.sql.ts';
export { completeLesson, recordLessonScore, recordProgress, visitLesson } from './progress.service.ts';
