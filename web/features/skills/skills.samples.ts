// Skills as the endpoints show them, for tests.
import type { Evidence, LevelState, Skill, UserSkill, UserSkillDetail } from './skills.types.ts';

const at = '2026-09-17T08:00:00.000Z';
let made = 0;
const newSampleId = () => `019aa5c0-0000-7000-8000-5${String(++made).padStart(11, '0')}`;

export const henrik = {
  id: '019aa5c0-0000-7000-8000-000000000021',
  display_name: 'Henrik Dahl',
  avatar_url: null,
};

export const evidenceOf = (more: Partial<NonNullable<UserSkill['latest_evidence']>> = {}) => ({
  id: newSampleId(),
  kind: 'rating' as const,
  state: 'counted' as const,
  level: 3,
  occurred_at: at,
  title: '',
  rated_by: henrik,
  ...more,
});

export const aUserSkill = (name: string, more: Partial<UserSkill> = {}): UserSkill => ({
  id: newSampleId(),
  skill_id: newSampleId(),
  name,
  category: 'Safety',
  path: [name],
  is_retired: false,
  level: 0,
  declared_level: null,
  declared_at: null,
  proven_level: 0,
  is_endorsed: false,
  target_level: null,
  target_on: null,
  expires_on: null,
  level_criteria: {},
  source: 'self_declared',
  latest_evidence: null,
  evidence_count: 0,
  pending_count: 0,
  created_at: at,
  updated_at: at,
  ...more,
});

export const aSkill = (name: string, more: Partial<Skill> = {}): Skill => ({
  id: newSampleId(),
  name,
  parent_id: null,
  path: [name],
  category: 'Safety',
  description: '',
  level_criteria: {},
  is_retired: false,
  child_count: 0,
  people_count: 12,
  course_count: 1,
  record_version: 1,
  created_at: at,
  updated_at: at,
  can: ['update', 'retire'],
  ...more,
});

export const anEvidence = (more: Partial<Evidence> = {}): Evidence => ({
  id: newSampleId(),
  kind: 'rating',
  level: 3,
  occurred_at: at,
  expires_on: null,
  state: 'counted',
  course: null,
  quiz: null,
  rated_by: henrik,
  rater_relation: 'manager',
  comment: '',
  title: '',
  issuer: '',
  file: null,
  decision: null,
  can: [],
  ...more,
});

export const levelsUpTo = (proven: number): LevelState[] =>
  [1, 2, 3, 4, 5].map((level) => ({
    level,
    name: '',
    description: '',
    validity_months: null,
    match: 'any',
    is_proven: level <= proven,
    ends_on: null,
    carried_by: level <= proven ? proven : null,
    evidence_ids: [],
    criteria: [],
  }));

export const aDetail = (
  person: { id: string; display_name: string },
  skill: UserSkill,
  more: Partial<UserSkillDetail> = {},
): UserSkillDetail => ({
  person: { id: person.id, display_name: person.display_name, avatar_url: null },
  skill: {
    id: skill.skill_id,
    name: skill.name,
    path: skill.path,
    category: skill.category,
    description: '',
    is_retired: false,
  },
  user_skill: skill,
  levels: levelsUpTo(skill.proven_level),
  evidence: [],
  can: ['declare', 'target', 'prove'],
  ...more,
});
