// The levels of a skill: which are proven, until when and by what, and what the others need.
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { LevelState } from '../skills.types.ts';
import { useSkillWords } from '../use-skill-words.ts';
import css from './Skills.module.css';

export function LevelList({ levels, label }: { levels: readonly LevelState[]; label: string }) {
  return (
    <ol className={css.levels} aria-label={label}>
      {levels.map((level) => (
        <Level key={level.level} level={level} />
      ))}
    </ol>
  );
}

function Level({ level }: { level: LevelState }) {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  const { is_proven: isProven, carried_by: carriedBy, ends_on: endsOn } = level;
  return (
    <li className={css.level} data-proven={isProven || undefined}>
      <div className={css.head}>
        <b>{words.levelName(level)}</b>
        <Status kind={isProven ? 'ok' : endsOn ? 'overdue' : 'not_started'} look="quiet">
          {isProven
            ? endsOn
              ? t('level.proven_until', { day: words.day(endsOn) })
              : t('level.proven')
            : endsOn
              ? t('level.ended', { day: words.day(endsOn) })
              : t('level.open')}
        </Status>
      </div>
      {level.description && <p className="ly-dimmed">{level.description}</p>}
      {isProven && carriedBy !== null && carriedBy > level.level && (
        <p className="ly-dimmed ly-small">{t('level.carried', { level: carriedBy })}</p>
      )}
      {!isProven && level.criteria.length === 0 && (
        <p className="ly-dimmed ly-small">{t('level.any_evidence')}</p>
      )}
      {level.criteria.length > 0 && (
        <>
          <p className="ly-dimmed ly-small">
            {level.criteria.length > 1 ? t(`level.match_${level.match}`) : t('level.needs')}
          </p>
          <ul className={css.criteria}>
            {level.criteria.map((one) => (
              <Criterion key={JSON.stringify(one.criterion)} state={one} />
            ))}
          </ul>
        </>
      )}
      {level.validity_months !== null && (
        <p className="ly-dimmed ly-small">
          {t('level.validity', { time: words.validity(level.validity_months) })}
        </p>
      )}
    </li>
  );
}

function Criterion({ state }: { state: LevelState['criteria'][number] }) {
  const { t } = useTranslation('skills');
  const { criterion, title, is_met: isMet, is_available: isAvailable, have } = state;
  const Icon = isMet ? IconCircleCheck : IconCircle;
  return (
    <li>
      <Icon size={16} stroke={1.5} aria-label={isMet ? t('criterion.met') : t('criterion.open')} role="img" />
      <span>
        {criterion.kind === 'course' && (
          <>
            {t('criterion.course')}{' '}
            {isAvailable ? (
              <AppLink href={`/courses/${criterion.course_id}`}>{title}</AppLink>
            ) : (
              title || t('criterion.gone')
            )}
          </>
        )}
        {criterion.kind === 'quiz' && t('criterion.quiz', { title, percent: criterion.min_percent, have })}
        {criterion.kind === 'rating' &&
          t(`criterion.rating_${criterion.by}`, { count: criterion.count, level: criterion.min_level, have })}
        {criterion.kind === 'external' &&
          (criterion.issuer
            ? t('criterion.external_of', { issuer: criterion.issuer })
            : t('criterion.external'))}
        {!isAvailable && !isMet && ` ${t('criterion.unavailable')}`}
      </span>
    </li>
  );
}
