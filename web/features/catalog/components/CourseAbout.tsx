// The head of a course page and what its author says about it: title, first paragraph, facts, outcomes, the rest.
import { Badge } from '@mantine/core';
import { IconCheck, IconClock, IconHistory, IconStack2, IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import type { MenuAction } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { CourseDetail } from '../catalog.types.ts';
import { catalogHref } from '../catalog-search.ts';
import { directionOfLanguage, languageName } from '../words.ts';
import css from './CourseAbout.module.css';

type CourseHeadProps = {
  course: CourseDetail;
  /** For those who may change the course. */
  action?: ReactNode;
  menu?: readonly MenuAction[];
};

export function CourseHead({ course, action, menu }: CourseHeadProps) {
  const { t } = useTranslation('catalog');
  const [lede] = paragraphsOf(course.description);
  return (
    <div className={css.head}>
      <PageHeader
        size="course"
        title={course.title}
        breadcrumbs={[{ label: t('title'), href: '/catalog' }]}
        eyebrow={<CourseTags course={course} />}
        lang={course.language}
        state={
          lede && (
            <span lang={course.language} dir="auto">
              {lede}
            </span>
          )
        }
        action={action}
        menu={menu}
      />
      <CourseFacts course={course} />
    </div>
  );
}

function CourseTags({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  return (
    <>
      {course.category_id && (
        <Badge
          component={AppLink}
          href={catalogHref({ category_id: course.category_id })}
          color="indigo"
          className={css.tag}
        >
          {course.category}
        </Badge>
      )}
      <Badge>{t(`level.${course.difficulty_level}`)}</Badge>
      {course.status !== 'published' && <Status kind={course.status} look="badge" />}
    </>
  );
}

function CourseFacts({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const icon = { size: 18, stroke: 1.5, 'aria-hidden': true } as const;
  const { version_number, published_at } = course;
  return (
    <ul className={css.facts}>
      {course.duration_minutes > 0 && (
        <li>
          <IconClock {...icon} />
          {format.minutes(course.duration_minutes)}
          {course.duration_weeks !== null && `, ${t('about.weeks', { count: course.duration_weeks })}`}
        </li>
      )}
      <li>
        <IconStack2 {...icon} />
        {t('ui:course.lessons', { count: course.lesson_count })}
      </li>
      <li>
        <IconWorld {...icon} />
        {languageName(course.language, format.locale)}
      </li>
      {version_number !== null && (
        <li>
          <IconHistory {...icon} />
          {t('about.updated', {
            date: format.date(published_at ?? course.updated_at),
            version: version_number,
          })}
        </li>
      )}
    </ul>
  );
}

/** What the author wrote, without what already stands in the head. */
export function CourseText({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  const rest = paragraphsOf(course.description).slice(1);
  const own = { lang: course.language, dir: directionOfLanguage(course.language) };
  return (
    <>
      {course.outcomes.length > 0 && (
        <Section title={t('about.outcomes')}>
          <ul className={css.outcomes} {...own}>
            {course.outcomes.map((outcome) => (
              <li key={outcome}>
                <IconCheck size={18} stroke={1.75} aria-hidden="true" />
                <span>{outcome}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {rest.length > 0 && (
        <Section title={t('about.title')}>
          <div className={css.text} {...own}>
            {rest.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

/** A description is plain text; an empty line begins a new paragraph. */
function paragraphsOf(description: string): string[] {
  return description
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}
