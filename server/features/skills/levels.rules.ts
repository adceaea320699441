/**
 * From evidence to levels. Pure: the same evidence and criteria always give the same days, whatever today is, so a level ends on
 * its day by itself.
 *
 * An end is the first day on which something no longer holds: a calendar day of the person, `infinity` when it does not end,
 * null when it never held. Ends are compared as text, where `infinity` sorts behind every day.
 */

import type { EvidenceKind, EvidenceState, RaterRelation } from '#contract/skills.ts';
import { type Criterion, highestLevel, type LevelCriteria, type SkillCriteria } from '#contract/skills.ts';
import { addMonths, dayIn } from './days.rules.ts';

export type JudgedEvidence = {
  id: string;
  kind: EvidenceKind;
  state: EvidenceState;
  /** Whom it is about: nobody's word counts for themselves. */
  user_id: string;
  level: number | null;
  occurred_at: string;
  expires_on: string | null;
  course_id: string | null;
  quiz_id: string | null;
  score_percent: number | null;
  rated_by: string | null;
  rater_relation: RaterRelation | null;
  issuer: string;
};

export type End = string | null;
export const unending = 'infinity';

export type CriterionJudgement = {
  criterion: Criterion;
  end: End;
  have: number;
  evidence_ids: string[];
};
export type LevelJudgement = {
  level: number;
  end: End;
  /** The level whose evidence carries this one; null when it never was proven. */
  carried_by: number | null;
  evidence_ids: string[];
  criteria: CriterionJudgement[];
};

const plain = (level: number): LevelCriteria => ({
  level,
  name: '',
  description: '',
  validity_months: null,
  match: 'any',
  criteria: [],
});

/** All five levels in order, with those that are not described as plain ones. */
export const allLevels = (criteria: SkillCriteria): LevelCriteria[] =>
  Array.from(
    { length: highestLevel },
    (_, index) => criteria.levels?.find((one) => one.level === index + 1) ?? plain(index + 1),
  );

/** What may raise a level at all. A word about oneself, an unread or refused certificate, anything withdrawn: nothing. */
const counts = (one: JudgedEvidence): boolean =>
  one.kind !== 'declaration' &&
  (one.kind === 'external' ? one.state === 'confirmed' : one.state === 'counted') &&
  one.rated_by !== one.user_id;

const later = (a: End, b: End): End => (a === null || (b !== null && b > a) ? b : a);
const earlier = (a: End, b: End): End => (a === null || b === null ? null : a < b ? a : b);

const endOf = (one: JudgedEvidence, validityMonths: number | null, timeZone: string): string => {
  const byValidity =
    validityMonths === null ? unending : addMonths(dayIn(timeZone, one.occurred_at), validityMonths);
  return earlier(byValidity, one.expires_on ?? unending)!;
};

type Ending = { evidence: JudgedEvidence; end: string };
type Found = { end: End; evidence: JudgedEvidence[]; have: number };

/** The one that lasts longest; of equals the newest. */
function best(endings: readonly Ending[]): Ending | undefined {
  return endings.reduce<Ending | undefined>((chosen, one) => {
    if (!chosen || one.end > chosen.end) return one;
    return one.end === chosen.end && one.evidence.occurred_at > chosen.evidence.occurred_at ? one : chosen;
  }, undefined);
}

function longest(endings: readonly Ending[]): Found {
  const chosen = best(endings);
  return { end: chosen?.end ?? null, evidence: chosen ? [chosen.evidence] : [], have: chosen ? 1 : 0 };
}

const relationCounts = (by: 'manager' | 'trainer' | 'any', relation: RaterRelation | null): boolean =>
  by === 'any' ||
  (by === 'trainer' ? relation === 'trainer' : relation === 'manager' || relation === 'acting_manager');

const sameText = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('en') === b.trim().toLocaleLowerCase('en');

/** How far the evidence meets one criterion of a level. */
function judgeCriterion(criterion: Criterion, level: number, endings: readonly Ending[]): Found {
  switch (criterion.kind) {
    case 'course':
      return longest(
        endings.filter(
          ({ evidence: { kind, course_id } }) => kind === 'course' && course_id === criterion.course_id,
        ),
      );
    case 'quiz': {
      const attempts = endings.filter(
        ({ evidence }) => evidence.kind === 'quiz' && evidence.quiz_id === criterion.quiz_id,
      );
      const enough = attempts.filter(
        ({ evidence }) => (evidence.score_percent ?? 0) >= criterion.min_percent,
      );
      return {
        ...longest(enough),
        have: Math.max(0, ...attempts.map(({ evidence }) => evidence.score_percent ?? 0)),
      };
    }
    case 'rating':
      return judgeRatings(criterion, endings);
    case 'external': {
      const { issuer } = criterion;
      return longest(
        endings.filter(
          ({ evidence }) =>
            evidence.kind === 'external' &&
            (evidence.level ?? 0) >= level &&
            (!issuer?.trim() || sameText(evidence.issuer, issuer)),
        ),
      );
    }
  }
}

/** So many different people: one person's second rating takes the place of the first, it does not add to it. */
function judgeRatings(criterion: Extract<Criterion, { kind: 'rating' }>, endings: readonly Ending[]): Found {
  const byRater = new Map<string, Ending>();
  for (const one of endings) {
    const { kind, rated_by: rater, rater_relation: relation, level } = one.evidence;
    if (kind !== 'rating' || !rater || !relationCounts(criterion.by, relation)) continue;
    if ((level ?? 0) < criterion.min_level) continue;
    byRater.set(rater, best([byRater.get(rater) ?? one, one])!);
  }
  const lasting = [...byRater.values()].sort((a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : 0));
  return {
    end: lasting[criterion.count - 1]?.end ?? null,
    evidence: lasting.slice(0, criterion.count).map((one) => one.evidence),
    have: byRater.size,
  };
}

type OwnJudgement = { end: End; evidence_ids: string[]; criteria: CriterionJudgement[] };

/** What a level's own evidence says, without what higher levels add. */
function judgeOwn(
  wanted: LevelCriteria,
  evidence: readonly JudgedEvidence[],
  timeZone: string,
): OwnJudgement {
  const endings = evidence.map((one) => ({
    evidence: one,
    end: endOf(one, wanted.validity_months, timeZone),
  }));
  if (wanted.criteria.length === 0) {
    const found = longest(endings.filter((one) => (one.evidence.level ?? 0) >= wanted.level));
    return { end: found.end, evidence_ids: found.evidence.map((one) => one.id), criteria: [] };
  }
  const criteria = wanted.criteria.map((criterion) => {
    const found = judgeCriterion(criterion, wanted.level, endings);
    return { criterion, end: found.end, have: found.have, evidence_ids: found.evidence.map((one) => one.id) };
  });
  if (wanted.match === 'any') {
    const chosen = criteria.reduce((a, b) => (later(a.end, b.end) === a.end ? a : b));
    return { end: chosen.end, evidence_ids: chosen.end ? chosen.evidence_ids : [], criteria };
  }
  const end = criteria.map((one) => one.end).reduce(earlier);
  const evidenceIds = end ? [...new Set(criteria.flatMap((one) => one.evidence_ids))] : [];
  return { end, evidence_ids: evidenceIds, criteria };
}

/** Judges all five levels, lowest first. Whoever is at a level is at those below it for as long. */
export function judgeLevels(
  evidence: readonly JudgedEvidence[],
  criteria: SkillCriteria,
  timeZone: string,
): LevelJudgement[] {
  const counted = evidence.filter(counts);
  const judged: LevelJudgement[] = [];
  for (const wanted of allLevels(criteria).reverse()) {
    const own = judgeOwn(wanted, counted, timeZone);
    const above = judged[0];
    const byAbove = above?.end && later(own.end, above.end) !== own.end;
    judged.unshift({
      level: wanted.level,
      criteria: own.criteria,
      ...(byAbove
        ? { end: above.end, carried_by: above.carried_by, evidence_ids: above.evidence_ids }
        : {
            end: own.end,
            carried_by: own.end === null ? null : wanted.level,
            evidence_ids: own.evidence_ids,
          }),
    });
  }
  return judged;
}

/** The ends of the levels from the first up to the last that was ever proven: what user_skills.proven_until holds. */
export const provenUntil = (judged: readonly LevelJudgement[]): string[] =>
  judged.flatMap((one) => (one.end === null ? [] : [one.end]));

/** The twin of skill_level_on in SQL. */
export const levelOn = (until: readonly End[], day: string): number =>
  until.filter((end) => end !== null && end > day).length;

/** The next day on which a level ends; null when none does. */
export const nextEnd = (until: readonly End[], day: string): string | null =>
  until
    .filter((end): end is string => end !== null && end > day && end !== unending)
    .sort()
    .at(0) ?? null;
