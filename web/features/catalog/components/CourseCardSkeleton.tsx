// The outline of a course card while it loads: the same sizes, so that nothing jumps when the words arrive.
import { Skeleton } from '@mantine/core';
import css from './CourseCardSkeleton.module.css';

export function CourseCardSkeleton() {
  return (
    <div className={css.card}>
      <Skeleton height={148} radius={0} />
      <div className={css.body}>
        <Skeleton height={12} width="40%" />
        <Skeleton height={16} width="75%" my={4} />
        <Skeleton height={12} mt={4} />
        <Skeleton height={12} width="60%" mt={8} />
        <Skeleton height={12} width="50%" mt={20} mb={2} />
      </div>
    </div>
  );
}
