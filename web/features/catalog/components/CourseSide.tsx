// The side of a course page: the offer (its cover, the one thing to do, what one gets), and who made it.
import { IconCertificate, IconCoin, IconGauge, IconWorld } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { CourseCover } from '#web/ui/CourseCover.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import type { CourseDetail } from '../catalog.types.ts';
import { isFree, languageName, writePrice } from '../words.ts';
import css from './CourseSide.module.css';

type CourseOfferProps = {
  course: CourseDetail;
  /** Enrolling, going on, or why neither is possible. */
  action: ReactNode;
};

export function CourseOffer({ course, action }: CourseOfferProps) {
  const { t } = useTranslation('catalog');
  return (
    <section className={css.card} aria-label={t('side.label')}>
      <div className={css.art}>
        <CourseCover
          motif={course.cover_motif}
          palette={course.category_palette}
          image={course.image}
          seed={course.id}
        />
      </div>
      <div className={css.body}>
        {action}
        <OfferFacts course={course} />
      </div>
    </section>
  );
}

type Fact = { id: string; icon: ComponentType<{ size?: number; stroke?: number }>; value: string };

function OfferFacts({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const facts: Fact[] = [
    {
      id: 'price',
      icon: IconCoin,
      value: isFree(course) ? t('price.free') : writePrice(course.price, course.currency, format.locale),
    },
    { id: 'certificate', icon: IconCertificate, value: useCertificateWords(course) },
    { id: 'level', icon: IconGauge, value: t(`level.${course.difficulty_level}`) },
    { id: 'language', icon: IconWorld, value: languageName(course.language, format.locale) },
  ];
  return (
    <dl className={css.facts}>
      {facts.map(({ id, icon: Icon, value }) => (
        <div key={id}>
          <dt>
            <Icon size={18} stroke={1.5} aria-hidden="true" />
            {t(`side.${id}`)}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useCertificateWords(course: CourseDetail): string {
  const { t } = useTranslation('catalog');
  const months = course.certificate_valid_months;
  if (!course.certificate_enabled) return t('side.no_certificate');
  if (months === null) return t('side.for_good');
  const term =
    months % 12 === 0
      ? t('ui:course.years', { count: months / 12 })
      : t('ui:course.months', { count: months });
  return t('side.valid', { term });
}

export function MadeBy({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  const others = course.trainers.filter(({ id }) => id !== course.instructor_id);
  return (
    <section className={css.people} aria-label={t('side.made_by')}>
      <h2 className={css.title}>{t('side.made_by')}</h2>
      <PersonCard person={course.instructor} look="card" detail={t('side.instructor')} />
      {others.map((person) => (
        <PersonCard key={person.id} person={person} detail={t('side.trainer')} />
      ))}
    </section>
  );
}
