// Why we believe it: evidence, newest first, with who, when, until when and what became of it.
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import type { Evidence } from '../skills.types.ts';
import { useSkillWords } from '../use-skill-words.ts';
import { EvidenceActions } from './EvidenceActions.tsx';
import css from './Skills.module.css';

const looks: Record<Evidence['state'], StatusKind> = {
  counted: 'ok',
  confirmed: 'ok',
  pending: 'due',
  rejected: 'failed',
  withdrawn: 'archived',
};

export function EvidenceList({ evidence, label }: { evidence: readonly Evidence[]; label: string }) {
  const { t } = useTranslation('skills');
  if (evidence.length === 0) return <p className="ly-dimmed">{t('evidence.none_words')}</p>;
  return (
    <ul className={css.timeline} aria-label={label}>
      {evidence.map((one) => (
        <EvidenceItem key={one.id} evidence={one} />
      ))}
    </ul>
  );
}

function EvidenceItem({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  const title = useEvidenceTitle(evidence);
  const { kind, state, decision } = evidence;
  return (
    <li className={css.evidence}>
      <div className={css.head}>
        <b>{evidence.course ? <AppLink href={`/courses/${evidence.course.id}`}>{title}</AppLink> : title}</b>
        {kind !== 'declaration' && (
          <Status kind={looks[state]} look="quiet">
            {t(`evidence.state.${state}`)}
          </Status>
        )}
      </div>
      <span className="ly-dimmed ly-small">
        {t(`evidence.kind.${kind}`)}
        {evidence.rater_relation && `, ${t(`relation.${evidence.rater_relation}`)}`}
        {evidence.issuer && `, ${evidence.issuer}`}
        {' · '}
        <DateTime value={evidence.occurred_at} format="date" /> ({words.age(evidence.occurred_at)})
        {evidence.expires_on && ` · ${t('evidence.until', { day: words.day(evidence.expires_on) })}`}
      </span>
      {evidence.comment && <p className={css.comment}>{evidence.comment}</p>}
      {evidence.file && (
        <a href={evidence.file.url} target="_blank" rel="noreferrer">
          {t('evidence.open_file')}
        </a>
      )}
      {decision && (
        <span className="ly-small">
          {t(`evidence.decided_${state}`, { name: decision.by?.display_name ?? t('evidence.somebody') })}
          {decision.reason && `: ${decision.reason}`}
        </span>
      )}
      <EvidenceActions evidence={evidence} name={title} />
    </li>
  );
}

function useEvidenceTitle({ kind, level, rated_by, course, quiz, title }: Evidence): string {
  const { t } = useTranslation('skills');
  if (kind === 'rating') return t('evidence.rated_at', { name: rated_by?.display_name ?? '', level });
  if (kind === 'declaration') return t('evidence.declared_at', { level });
  if (kind === 'quiz')
    return t('evidence.quiz_at', { title: quiz?.title ?? '', percent: quiz?.percent ?? 0 });
  if (kind === 'course')
    return level ? t('evidence.course_at', { title: course?.title ?? '', level }) : (course?.title ?? '');
  return t('evidence.external_at', { title, level });
}
