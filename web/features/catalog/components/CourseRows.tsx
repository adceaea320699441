// The catalog as a list: one line per course, for people who know what they are looking for.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import type { Course } from '../catalog.types.ts';

type CourseRowsProps = {
  courses: readonly Course[];
  label: string;
  badgeOf?: (course: Course) => ReactNode;
};

export function CourseRows({ courses, label, badgeOf }: CourseRowsProps) {
  return (
    <RowList label={label}>
      {courses.map((course) => (
        <RowItem
          key={course.id}
          picture={
            <CourseThumb
              motif={course.cover_motif}
              palette={course.category_palette}
              image={course.image}
              seed={course.id}
            />
          }
          title={<AppLink href={`/courses/${course.id}`}>{course.title}</AppLink>}
          detail={<CourseLine course={course} />}
          action={badgeOf?.(course)}
        />
      ))}
    </RowList>
  );
}

function CourseLine({ course }: { course: Course }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const words = [
    course.category,
    t(`level.${course.difficulty_level}`),
    course.duration_minutes > 0 && format.minutes(course.duration_minutes),
    t('ui:course.lessons', { count: course.lesson_count }),
  ];
  return words.filter(Boolean).join(' · ');
}
