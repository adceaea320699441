/** Course row -> contract shapes. */
import { fileUrl } from '#server/features/files/index.ts';
import type { CourseAccess } from './catalog.policy.ts';
import type { CourseRow } from './courses.sql.ts';

type Person = { id: string; display_name: string; avatar_url: string | null };

export function presentCourse(row: CourseRow) {
  const {
    instructor_name,
    instructor_avatar_file_id,
    trainer_ids,
    image_file_id,
    version_id,
    draft_changed_at,
    ...rest
  } = row;
  return {
    ...rest,
    instructor: {
      id: row.instructor_id,
      display_name: instructor_name,
      avatar_url: instructor_avatar_file_id && fileUrl(instructor_avatar_file_id),
    },
    image: image_file_id && fileUrl(image_file_id),
    published: row.status === 'published',
  };
}

export function presentCourseDetail(course: CourseAccess, trainers: Person[]) {
  return {
    ...presentCourse(course),
    trainers,
    can: course.can,
    has_unpublished_changes:
      course.can_edit && course.version_id !== null && course.draft_changed_at !== null,
  };
}
