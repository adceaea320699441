// The courses that match: as cards or as a list, as skeletons while they load, and in words when there are none.
import { Button, Skeleton } from '@mantine/core';
import { IconBooks, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CardGrid } from '#web/ui/CardGrid.tsx';
import { CourseCard } from '#web/ui/CourseCard.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import type { Course } from '../catalog.types.ts';
import css from './CatalogResults.module.css';
import { CourseCardSkeleton } from './CourseCardSkeleton.tsx';
import { CourseRows } from './CourseRows.tsx';

type CatalogResultsProps = {
  /** Undefined while the first page loads. */
  courses: readonly Course[] | undefined;
  view: 'cards' | 'list';
  /** True while the courses of another page or filter are on their way. */
  isStale?: boolean;
  badgeOf?: (course: Course) => ReactNode;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** How many cards stand there while they load. */
  placeholder_count?: number;
  /** Level of the cards' headings. */
  level?: 2 | 3;
};

export function CatalogResults(props: CatalogResultsProps) {
  const { courses, view, isStale, badgeOf, empty, placeholder_count = 9, level } = props;
  const { t } = useTranslation('catalog');
  if (courses === undefined) return <CatalogSkeleton view={view} count={placeholder_count} />;
  if (courses.length === 0) return empty;
  const label = t('results.label');
  return (
    <div className={css.results} data-stale={isStale || undefined} aria-busy={isStale || undefined}>
      {view === 'list' ? (
        <CourseRows courses={courses} label={label} badgeOf={badgeOf} />
      ) : (
        <CardGrid label={label}>
          {courses.map((course) => (
            <CourseCard
              key={course.id}
              course={course}
              href={`/courses/${course.id}`}
              note={t(`level.${course.difficulty_level}`)}
              badge={badgeOf?.(course)}
              level={level}
            />
          ))}
        </CardGrid>
      )}
    </div>
  );
}

function CatalogSkeleton({ view, count }: { view: 'cards' | 'list'; count: number }) {
  const { t } = useTranslation('shell');
  const placeholders = Array.from({ length: count }, (_, index) => index);
  return (
    <div aria-busy="true">
      <span className={css.hidden} role="status">
        {t('loading')}
      </span>
      {view === 'list' ? (
        <Skeleton height={64 * count} radius="lg" />
      ) : (
        <div className={css.grid} aria-hidden="true">
          {placeholders.map((place) => (
            <CourseCardSkeleton key={place} />
          ))}
        </div>
      )}
    </div>
  );
}

type NothingFoundProps = { onClear: () => void };

export function NothingFound({ onClear }: NothingFoundProps) {
  const { t } = useTranslation('catalog');
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t('results.none')}
      action={<Button onClick={onClear}>{t('results.clear')}</Button>}
    >
      {t('results.none_why')}
    </EmptyState>
  );
}

/** No course is published at all: who may make one gets the button that does. */
export function NoCourses({ action }: { action?: ReactNode }) {
  const { t } = useTranslation('catalog');
  return (
    <EmptyState icon={IconBooks} title={t('no_courses.title')} action={action}>
      {t('no_courses.why')}
    </EmptyState>
  );
}
