// A course in the catalog. The whole card is one link; what stands on the picture is a short status.
import { IconAward, IconClock, IconStack2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from './AppLink.tsx';
import css from './CourseCard.module.css';
import { CourseCover } from './CourseCover.tsx';

/** The fields of the contract's `Course` that a card shows. */
export type CardCourse = {
  id: string;
  title: string;
  description: string;
  category: string | null;
  category_palette: number;
  cover_motif: string | null;
  image: string | null;
  duration_minutes: number;
  lesson_count: number;
  certificate_enabled?: boolean;
  certificate_valid_months?: number | null;
  /** The language of title and description, when it need not be the page's. */
  language?: string;
};

type CourseCardProps = {
  course: CardCourse;
  href: string;
  /** After the category, for example 'Required for your role'. */
  note?: string;
  /** On the picture: a `Status` with look `line`, or short words. */
  badge?: ReactNode;
  level?: 2 | 3;
};

export function CourseCard({ course, href, note, badge, level = 2 }: CourseCardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const eyebrow = [course.category, note].filter(Boolean).join(' · ');
  return (
    <article className={css.card}>
      <div className={css.art}>
        <CourseCover
          motif={course.cover_motif}
          palette={course.category_palette}
          image={course.image}
          seed={course.id}
        />
        {badge && <div className={css.badge}>{badge}</div>}
      </div>
      <div className={css.body}>
        {eyebrow && <div className={css.eyebrow}>{eyebrow}</div>}
        <Heading className={css.title} lang={course.language} dir="auto">
          <AppLink href={href} className={css.link}>
            {course.title}
          </AppLink>
        </Heading>
        <p className={css.words} lang={course.language} dir="auto">
          {course.description}
        </p>
        <CourseFacts course={course} />
      </div>
    </article>
  );
}

function CourseFacts({ course }: { course: CardCourse }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const months = course.certificate_valid_months ?? 0;
  return (
    <ul className={css.facts}>
      {course.duration_minutes > 0 && (
        <li>
          <IconClock size={16} stroke={1.5} aria-hidden="true" />
          {format.minutes(course.duration_minutes)}
        </li>
      )}
      <li>
        <IconStack2 size={16} stroke={1.5} aria-hidden="true" />
        {t('course.lessons', { count: course.lesson_count })}
      </li>
      {course.certificate_enabled && (
        <li title={t('course.certificate')}>
          <IconAward size={16} stroke={1.5} aria-hidden="true" />
          {months === 0 && t('course.certificate')}
          {months > 0 && months % 12 === 0 && t('course.years', { count: months / 12 })}
          {months % 12 > 0 && t('course.months', { count: months })}
        </li>
      )}
    </ul>
  );
}
