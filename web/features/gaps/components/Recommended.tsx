// Courses for the reader, each with why: those that close a gap first.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { recommendationsQuery } from '../gaps.queries.ts';
import { CourseSessionLine } from './CourseSessionLine.tsx';

/** Nothing while there is no reason to recommend anything: a list without reasons is the catalog. */
export function Recommended() {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const all = useQuery(recommendationsQuery).data?.results ?? [];
  const shown = all.filter(({ reasons }) => reasons.length > 0);
  if (shown.length === 0) return null;
  return (
    <Section title={t('recommended.title')} count={shown.length}>
      <RowList label={t('recommended.title')}>
        {shown.map(({ course, closes, reasons, session }) => (
          <RowItem
            key={course.id}
            title={<AppLink href={`/courses/${course.id}`}>{course.title}</AppLink>}
            detail={
              <>
                {[
                  format.minutes(course.duration_minutes),
                  closes.length > 0
                    ? t('recommended.closes', { skills: format.list(closes.map(({ name }) => name)) })
                    : reasons.map((reason) => t(`recommended.reason.${reason}`)).join(', '),
                ].join(' · ')}
                {session && (
                  <>
                    <br />
                    <CourseSessionLine session={session} />
                  </>
                )}
              </>
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
