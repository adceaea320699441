// What needs those who teach or manage: their courses in figures that lead on.
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './HomePanels.module.css';

type Line = { label: string; value: number; href?: string };

function Panel({ id, title, lines }: { id: string; title: string; lines: readonly Line[] }) {
  const format = useFormat();
  return (
    <section className={css.panel} aria-labelledby={id}>
      <h2 id={id} className={css.title}>
        {title}
      </h2>
      <dl className={css.figures}>
        {lines.map(({ label, value, href }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value > 0 && href ? (
                <AppLink href={href}>{format.number(value)}</AppLink>
              ) : (
                format.number(value)
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function TeachingPanel({ teaching }: { teaching: NonNullable<Dashboard['teaching']> }) {
  const { t } = useTranslation('enrollment');
  return (
    <Panel
      id="teaching-title"
      title={t('teaching.title')}
      lines={[
        { label: t('teaching.courses'), value: teaching.courses, href: '/teach/courses' },
        { label: t('teaching.drafts'), value: teaching.drafts, href: '/teach/courses?status=draft' },
        { label: t('teaching.in_progress'), value: teaching.learners_in_progress },
        { label: t('teaching.overdue'), value: teaching.learners_overdue },
        { label: t('teaching.silent'), value: teaching.learners_silent },
        { label: t('teaching.completed'), value: teaching.completed_last_30_days },
      ]}
    />
  );
}

export function OrganizationPanel({
  organization,
}: {
  organization: NonNullable<Dashboard['organization']>;
}) {
  const { t } = useTranslation('enrollment');
  return (
    <Panel
      id="organization-title"
      title={t('organization.title')}
      lines={[
        { label: t('organization.people'), value: organization.people, href: '/manage/people' },
        { label: t('organization.courses'), value: organization.published_courses, href: '/catalog' },
        { label: t('organization.active'), value: organization.enrollments_active },
        { label: t('organization.overdue'), value: organization.enrollments_overdue },
        { label: t('organization.completed'), value: organization.completed_last_30_days },
      ]}
    />
  );
}
