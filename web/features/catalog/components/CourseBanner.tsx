// What those who made the course must know before they look at it: nobody sees it yet, or not all of it, or no more.
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import type { CourseDetail } from '../catalog.types.ts';

export function CourseBanner({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  const preview = <AppLink href={`/learn/${course.id}?preview=1`}>{t('banner.preview')}</AppLink>;
  if (course.status === 'archived') {
    return (
      <Note tone="due" title={t('banner.archived')}>
        {t('banner.archived_why')}
      </Note>
    );
  }
  if (!course.can.includes('update')) return null;
  if (course.status === 'draft') {
    return (
      <Note tone="due" title={t('banner.draft')}>
        {t('banner.draft_why')} {preview}
      </Note>
    );
  }
  if (!course.has_unpublished_changes) return null;
  return (
    <Note tone="info" title={t('banner.changes')}>
      {t('banner.changes_why')} {preview}
    </Note>
  );
}
