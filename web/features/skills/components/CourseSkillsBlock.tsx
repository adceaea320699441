// On a course's page: what one learns to do there, and what one should be able to do before.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { LevelBar } from '#web/ui/LevelBar.tsx';
import { Note } from '#web/ui/Note.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Status } from '#web/ui/Status.tsx';
import { courseSkillsQuery } from '../skills.queries.ts';
import type { CourseSkills } from '../skills.types.ts';
import css from './Skills.module.css';

export function CourseSkillsBlock({ course_id }: { course_id: string }) {
  const { t } = useTranslation('skills');
  const { data } = useQuery(courseSkillsQuery(course_id));
  if (!data) return null;
  return (
    <>
      {data.grants.length > 0 && (
        <Section title={t('course.grants')}>
          <ul className={css.stack} aria-label={t('course.grants')}>
            {data.grants.map((one) => (
              <li key={one.skill_id} className={css.required}>
                <b>{one.name}</b>
                <LevelBar label={one.name} level={one.have_level ?? 0} target={one.level} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {data.requires.length > 0 && (
        <Section title={t('course.requires')}>
          <ul className={css.stack} aria-label={t('course.requires')}>
            {data.requires.map((one) => (
              <Required key={one.skill_id} requirement={one} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Required({ requirement }: { requirement: CourseSkills['requires'][number] }) {
  const { t } = useTranslation('skills');
  const { name, level, have_level: have, met, enforcement } = requirement;
  return (
    <li className={css.required}>
      <span className={css.name}>
        <b>{name}</b>
        <small className="ly-dimmed">{t(`course.${enforcement}`, { level })}</small>
      </span>
      {met === null ? (
        <span>{t('level.plain', { level })}</span>
      ) : (
        <Status kind={met ? 'ok' : enforcement === 'blocking' ? 'failed' : 'due'}>
          {met ? t('course.met') : t('course.missing', { have, level })}
        </Status>
      )}
    </li>
  );
}

/** What keeps the reader from enrolling themselves; nothing when they may. */
export function useMissingSkills(course_id: string): CourseSkills['requires'] {
  const { data } = useQuery(courseSkillsQuery(course_id));
  return (data?.requires ?? []).filter((one) => one.enforcement === 'blocking' && one.met === false);
}

/** In place of "Enroll": says what is missing, and where it is earned. */
export function MissingSkillsNote({ missing }: { missing: CourseSkills['requires'] }) {
  const { t } = useTranslation('skills');
  const session = useSession();
  if (missing.length === 0) return null;
  return (
    <Note tone="due" title={t('course.blocked')}>
      <ul className={css.criteria}>
        {missing.map((one) => (
          <li key={one.skill_id}>
            {t('course.blocked_by', { skill: one.name, level: one.level, have: one.have_level ?? 0 })}
          </li>
        ))}
      </ul>
      {session?.user && <AppLink href="/skills">{t('course.to_skills')}</AppLink>}
    </Note>
  );
}
