// States of CourseCard.
import { sampleCourses } from '#web/testing/samples.ts';
import { CardGrid } from './CardGrid.tsx';
import { CourseCard } from './CourseCard.tsx';
import { Status } from './Status.tsx';

export const meta = { title: 'ui/CourseCard' };

export function Catalog() {
  return (
    <CardGrid label="Courses">
      {sampleCourses.map((course, index) => (
        <CourseCard
          key={course.id}
          course={course}
          href={`/courses/${course.id}`}
          note={index === 0 ? 'Required for your role' : undefined}
          badge={
            index === 0 ? (
              <Status kind="in_progress" look="quiet">
                64 % done
              </Status>
            ) : undefined
          }
        />
      ))}
    </CardGrid>
  );
}
