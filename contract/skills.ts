/**
 * Skills: the organization's framework, what people can do, and why we believe it.
 *
 * Levels run from 1 to 5. What somebody *declares* and what is *proven* are two things: a declared level above the proven one is
 * shown as not endorsed. A proven level rests on evidence (courses, quiz scores, ratings, outside certificates), may end on a
 * day, and is judged on the person's own calendar day. `ends_on` and `expires_on` name the first day on which it no longer holds.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  can,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  text,
} from './values/common.ts';

export const highestLevel = 5;
export const level = z.int().min(1).max(highestLevel);
const day = z.iso.date();

/** Where the level shown comes from. */
export const skillSources = ['self_declared', 'course', 'quiz', 'rating', 'external'] as const;
export const evidenceKinds = ['declaration', 'course', 'quiz', 'rating', 'external'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
/** `pending` is an outside certificate that nobody has looked at yet; only `counted` and `confirmed` raise a level. */
export const evidenceStates = ['counted', 'pending', 'confirmed', 'rejected', 'withdrawn'] as const;
export type EvidenceState = (typeof evidenceStates)[number];
export const raterRelations = ['manager', 'acting_manager', 'trainer', 'admin'] as const;
export type RaterRelation = (typeof raterRelations)[number];

/** One thing that is asked for a level. */
export const Criterion = z.discriminatedUnion('kind', [
  /** The course was completed. */
  z.strictObject({ kind: z.literal('course'), course_id: id }),
  /** A handed-in attempt scored at least this, whatever the quiz's own pass mark. */
  z.strictObject({ kind: z.literal('quiz'), quiz_id: id, min_percent: z.int().min(1).max(100) }),
  /** So many different people rated at least this level. An administrator's rating counts for `any`. */
  z.strictObject({
    kind: z.literal('rating'),
    by: z.enum(['manager', 'trainer', 'any']),
    min_level: level,
    count: z.int().min(1).max(10),
  }),
  /** A confirmed outside certificate for this level or a higher one; of this issuer, when one is named. */
  z.strictObject({ kind: z.literal('external'), issuer: optionalText(200).optional() }),
]);
export type Criterion = z.infer<typeof Criterion>;

export const LevelCriteria = z.strictObject({
  level,
  name: optionalText(60).default(''),
  description: optionalText(1000).default(''),
  /** How long evidence carries this level; null for ever. Months end on their last day. */
  validity_months: z.int().min(1).max(600).nullable().default(null),
  match: z.enum(['any', 'all']).default('any'),
  criteria: z.array(Criterion).max(20).default([]),
});
export type LevelCriteria = z.infer<typeof LevelCriteria>;

/**
 * What each level asks for. A level that is left out, or asks for nothing, is reached by whatever evidence itself speaks for that
 * level or a higher one: a course that grants it, a rating, a confirmed outside certificate. A level with criteria is reached by
 * those alone. Being at a level proves the levels below for as long. `{}` is five plain levels.
 */
export const SkillCriteria = z.strictObject({
  levels: z
    .array(LevelCriteria)
    .max(highestLevel)
    .refine((levels) => new Set(levels.map((one) => one.level)).size === levels.length, {
      message: 'A level stands here more than once',
    })
    .optional(),
});
export type SkillCriteria = z.infer<typeof SkillCriteria>;

const Person = z.object({ id, display_name: z.string(), avatar_url: z.string().nullable() });

export const Skill = z.object({
  id,
  name: z.string(),
  parent_id: id.nullable(),
  /** Names from the top down to this skill. */
  path: z.array(z.string()),
  category: z.string(),
  description: z.string(),
  level_criteria: SkillCriteria,
  /** A retired skill is not offered any more; what people have stays. */
  is_retired: z.boolean(),
  child_count: z.int(),
  /** People who declared it or have it proven. */
  people_count: z.int(),
  course_count: z.int(),
  record_version: z.int(),
  created_at: instant,
  updated_at: instant,
  can,
});
export type Skill = z.infer<typeof Skill>;

const skillFields = {
  parent_id: id.nullable(),
  category: optionalText(50),
  description: optionalText(5000),
  level_criteria: SkillCriteria,
};

export const UserSkill = z.object({
  id,
  skill_id: id,
  name: z.string(),
  category: z.string(),
  path: z.array(z.string()),
  is_retired: z.boolean(),
  /** The higher of declared and proven level today, 1 (beginner) to 5 (expert); 0 when there is neither. */
  level: z.int(),
  declared_level: z.int().nullable(),
  declared_at: instant.nullable(),
  proven_level: z.int(),
  /** Whether the level shown is proven. */
  is_endorsed: z.boolean(),
  target_level: z.int().nullable(),
  target_on: day.nullable(),
  /** First day on which the proven level no longer holds; null when it does not end. */
  expires_on: day.nullable(),
  level_criteria: z.record(z.string(), z.unknown()),
  source: z.enum(skillSources),
  /** The newest reason to believe it that somebody or something else gave. */
  latest_evidence: z
    .object({
      id,
      kind: z.enum(evidenceKinds),
      state: z.enum(evidenceStates),
      level: z.int().nullable(),
      occurred_at: instant,
      /** The course, the quiz or the certificate. */
      title: z.string(),
      rated_by: Person.nullable(),
    })
    .nullable(),
  evidence_count: z.int(),
  pending_count: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type UserSkill = z.infer<typeof UserSkill>;

export const Evidence = z.object({
  id,
  kind: z.enum(evidenceKinds),
  /** The level it speaks for by itself; null when it counts through the criteria of a level only. */
  level: z.int().nullable(),
  occurred_at: instant,
  expires_on: day.nullable(),
  state: z.enum(evidenceStates),
  course: z.object({ id, title: z.string() }).nullable(),
  quiz: z.object({ id, title: z.string(), percent: z.int() }).nullable(),
  rated_by: Person.nullable(),
  rater_relation: z.enum(raterRelations).nullable(),
  comment: z.string(),
  title: z.string(),
  issuer: z.string(),
  file: z.object({ id, name: z.string(), url: z.string() }).nullable(),
  /** The last thing somebody decided about it. */
  decision: z.object({ by: Person.nullable(), at: instant, reason: z.string() }).nullable(),
  /** `decide`, `withdraw`. */
  can,
});
export type Evidence = z.infer<typeof Evidence>;

export const CriterionState = z.object({
  criterion: Criterion,
  /** Title of the course or quiz; empty for the others. */
  title: z.string(),
  /** False when nobody can newly earn it: the course is archived or gone. */
  is_available: z.boolean(),
  is_met: z.boolean(),
  ends_on: day.nullable(),
  /** Different people for a rating, best percent for a quiz, else 0 or 1. */
  have: z.int(),
  evidence_ids: z.array(id),
});

export const LevelState = z.object({
  level: z.int(),
  name: z.string(),
  description: z.string(),
  validity_months: z.int().nullable(),
  match: z.enum(['any', 'all']),
  is_proven: z.boolean(),
  /** First day on which it does not hold any more; null for never proven or without end. */
  ends_on: day.nullable(),
  /** The level whose evidence carries this one: itself, or a higher one. Null when not proven. */
  carried_by: z.int().nullable(),
  /** Why: the evidence that carries it. */
  evidence_ids: z.array(id),
  criteria: z.array(CriterionState),
});
export type LevelState = z.infer<typeof LevelState>;

export const UserSkillDetail = z.object({
  person: Person,
  skill: z.object({
    id,
    name: z.string(),
    path: z.array(z.string()),
    category: z.string(),
    description: z.string(),
    is_retired: z.boolean(),
  }),
  /** Null when the person has nothing of this skill yet. */
  user_skill: UserSkill.nullable(),
  levels: z.array(LevelState),
  /** Newest first. */
  evidence: z.array(Evidence),
  /** `rate`, `declare`, `target`, `prove`. */
  can,
});
export type UserSkillDetail = z.infer<typeof UserSkillDetail>;

export const SkillProof = Evidence.extend({
  person: Person,
  skill: z.object({ id, name: z.string() }),
  created_at: instant,
});
export type SkillProof = z.infer<typeof SkillProof>;

/** A known skill by `skill_id`, or by name; a name that is new joins the list. */
export const SkillDeclaration = z
  .strictObject({
    skill_id: id.optional(),
    name: text(100).optional(),
    level: level.default(1),
  })
  .refine((body) => (body.skill_id === undefined) !== (body.name === undefined), {
    path: ['skill_id'],
    message: 'Give either skill_id or name',
  });

export const enforcements = ['advisory', 'blocking'] as const;
const CourseSkill = z.object({ skill_id: id, name: z.string(), level: z.int() });
export const CourseSkills = z.object({
  grants: z.array(CourseSkill.extend({ have_level: z.int().nullable() })),
  requires: z.array(
    CourseSkill.extend({
      enforcement: z.enum(enforcements),
      /** The caller's proven level today; null for visitors. */
      have_level: z.int().nullable(),
      met: z.boolean().nullable(),
    }),
  ),
  /** `update` for those who may change the course. */
  can,
});
export type CourseSkills = z.infer<typeof CourseSkills>;

const unique = <Item extends { skill_id: string }>(items: Item[]) =>
  new Set(items.map((one) => one.skill_id)).size === items.length;
const repeated = { message: 'A skill stands here more than once' };

export const importOutcomes = ['created', 'changed', 'unchanged', 'refused'] as const;
export const FrameworkReport = z.object({
  dry_run: z.boolean(),
  /** Whether anything was written: never in a dry run, and only when no row is refused. */
  applied: z.boolean(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  rows: z.array(
    z.object({
      /** As a spreadsheet counts: the line of column names is row 1. */
      row: z.int(),
      name: z.string(),
      outcome: z.enum(importOutcomes),
      /** Columns that change. */
      changes: z.array(z.string()),
      /** Skills of the path that are made on the way. */
      also_creates: z.array(z.string()),
      problems: z.array(z.object({ column: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});
export type FrameworkReport = z.infer<typeof FrameworkReport>;

const ownListQuery = z.strictObject({
  ...listQuery,
  ordering: ordering(['name', 'level', 'created_at']).default('name'),
});
const userSkillParams = z.strictObject({ id, skill_id: id });

export const skills = {
  listSkills: endpoint({
    method: 'GET',
    path: '/api/skills/',
    ability: 'skill.read',
    summary: 'The skills of the organization, in the order of the tree',
    rows: ['T-34', 'T-11'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['path', 'name', 'updated_at']).default('path'),
      category: z.string().max(50).optional(),
      /** Direct children of this skill. */
      parent: id.optional(),
      retired: flag.optional(),
    }),
    response: page(Skill),
  }),
  createSkill: endpoint({
    method: 'POST',
    path: '/api/skills/',
    ability: 'skill.manage',
    summary: 'Add a skill to the framework',
    rows: ['T-34'],
    body: z.strictObject({
      name: text(100),
      parent_id: skillFields.parent_id.optional(),
      category: skillFields.category.optional(),
      description: skillFields.description.optional(),
      level_criteria: skillFields.level_criteria.optional(),
    }),
    status: 201,
    response: Skill,
    errors: ['record.conflict'],
  }),
  exportSkills: endpoint({
    method: 'GET',
    path: '/api/skills/export/',
    reads: 'report',
    cost: 'costly',
    ability: 'skill.manage',
    summary: 'The framework as CSV; importing it again changes nothing',
    rows: ['T-34'],
    produces: 'text/csv',
    response: z.unknown(),
  }),
  importSkills: endpoint({
    method: 'POST',
    path: '/api/skills/import/',
    cost: 'costly',
    ability: 'skill.manage',
    summary:
      'Add and change skills from CSV (name, path or parent, category, description, level_n_name, level_n_description, level_n_validity_months, level_criteria): all rows or none',
    rows: ['T-34'],
    body: z.strictObject({ csv: z.string().min(1).max(1_500_000), dry_run: z.boolean().default(true) }),
    response: FrameworkReport,
    errors: ['import.unreadable'],
  }),
  getSkill: endpoint({
    method: 'GET',
    path: '/api/skills/:id/',
    ability: 'skill.read',
    summary: 'Read a skill',
    params: idParams,
    response: Skill,
  }),
  updateSkill: endpoint({
    method: ['PUT', 'PATCH'],
    path: '/api/skills/:id/',
    ability: 'skill.manage',
    summary: 'Change a skill; new criteria are applied to everybody who has it',
    rows: ['T-34'],
    params: idParams,
    body: z.strictObject({
      name: text(100).optional(),
      parent_id: skillFields.parent_id.optional(),
      category: skillFields.category.optional(),
      description: skillFields.description.optional(),
      level_criteria: skillFields.level_criteria.optional(),
      /** `false` brings a retired skill back. */
      is_retired: z.boolean().optional(),
    }),
    response: Skill,
    errors: ['record.conflict', 'record.stale'],
  }),
  retireSkill: endpoint({
    method: 'DELETE',
    path: '/api/skills/:id/',
    ability: 'skill.manage',
    summary: 'Retire a skill: it is not offered any more, evidence stays',
    params: idParams,
  }),
  listOwnSkills: endpoint({
    method: 'GET',
    path: '/api/users/skills/',
    ability: 'skill.read',
    summary: 'My skills',
    rows: ['T-57'],
    query: ownListQuery,
    response: page(UserSkill),
  }),
  declareSkill: endpoint({
    method: 'POST',
    path: '/api/users/skills/',
    ability: 'skill.declare',
    summary: 'Say that I have a skill; again changes the level',
    rows: ['T-58', 'T-34'],
    body: SkillDeclaration,
    status: 201,
    response: UserSkill,
  }),
  setTarget: endpoint({
    method: 'PUT',
    path: '/api/users/skills/:skill_id/target/',
    ability: 'skill.declare',
    summary: 'Set the level I want to reach',
    params: z.strictObject({ skill_id: id }),
    body: z.strictObject({ level, on: day.nullable().default(null) }),
    response: UserSkill,
  }),
  removeTarget: endpoint({
    method: 'DELETE',
    path: '/api/users/skills/:skill_id/target/',
    ability: 'skill.declare',
    summary: 'Drop my target',
    params: z.strictObject({ skill_id: id }),
  }),
  submitProof: endpoint({
    method: 'POST',
    path: '/api/users/skills/:skill_id/proofs/',
    ability: 'skill.declare',
    summary: 'Show an outside certificate; it counts once somebody above me has confirmed it',
    rows: ['T-11'],
    params: z.strictObject({ skill_id: id }),
    body: z
      .strictObject({
        level,
        title: text(200),
        issuer: optionalText(200).default(''),
        issued_on: day,
        /** First day on which it is no longer valid. */
        expires_on: day.nullable().default(null),
        file_id: id.nullable().default(null),
      })
      .refine((body) => body.expires_on === null || body.expires_on > body.issued_on, {
        path: ['expires_on'],
        message: 'Must be after the day of issue',
      }),
    status: 201,
    response: UserSkillDetail,
  }),
  listUserSkills: endpoint({
    method: 'GET',
    path: '/api/users/:id/skills/',
    ability: 'skill.read',
    summary: 'The skills of somebody below me, somebody I teach, or myself',
    rows: ['T-57'],
    params: idParams,
    query: ownListQuery,
    /** Whose they are: who may read this list may not be able to read the account. */
    response: page(UserSkill).extend({ person: Person }),
  }),
  getUserSkill: endpoint({
    method: 'GET',
    path: '/api/users/:id/skills/:skill_id/',
    ability: 'skill.read',
    summary: 'What a person can do, what each level needs, and all evidence with who and when',
    params: userSkillParams,
    response: UserSkillDetail,
  }),
  rateSkill: endpoint({
    method: 'POST',
    path: '/api/users/:id/skills/:skill_id/ratings/',
    ability: 'skill.rate',
    summary: 'Rate somebody; at the declared level this endorses it. Nobody rates themselves',
    rows: ['T-11'],
    params: userSkillParams,
    body: z.strictObject({ level, comment: optionalText(2000).default('') }),
    status: 201,
    response: UserSkillDetail,
  }),
  listProofs: endpoint({
    method: 'GET',
    path: '/api/skill-proofs/',
    ability: 'skill.read',
    summary: 'Outside certificates the caller may decide about, those that wait first',
    query: z.strictObject({ ...listQuery, state: z.enum(evidenceStates).optional() }),
    response: page(SkillProof),
  }),
  decideProof: endpoint({
    method: 'POST',
    path: '/api/skill-proofs/:id/decide/',
    ability: 'skill.rate',
    summary: 'Confirm or reject an outside certificate, once',
    params: idParams,
    body: z
      .strictObject({
        decision: z.enum(['confirmed', 'rejected']),
        reason: optionalText(500).default(''),
      })
      .refine((body) => body.decision === 'confirmed' || body.reason.trim() !== '', {
        path: ['reason'],
        message: 'Say why',
      }),
    response: UserSkillDetail,
    errors: ['record.conflict'],
  }),
  withdrawEvidence: endpoint({
    method: 'POST',
    path: '/api/skill-evidence/:id/withdraw/',
    ability: 'skill.declare',
    summary: 'Take evidence back with a reason: one’s own rating or certificate; administrators any',
    params: idParams,
    body: z.strictObject({ reason: text(500) }),
    response: UserSkillDetail,
    errors: ['record.conflict'],
  }),
  getCourseSkills: endpoint({
    method: 'GET',
    path: '/api/courses/:id/skills/',
    ability: 'public',
    summary: 'What a course teaches and what it asks for, and how the caller stands',
    rows: ['T-31'],
    params: idParams,
    response: CourseSkills,
  }),
  setCourseSkills: endpoint({
    method: 'PUT',
    path: '/api/courses/:id/skills/',
    ability: 'course.update',
    summary: 'Say what a course teaches and asks for; a blocking requirement stops enrolling oneself',
    rows: ['T-31'],
    params: idParams,
    body: z.strictObject({
      grants: z
        .array(z.strictObject({ skill_id: id, level }))
        .max(50)
        .refine(unique, repeated),
      requires: z
        .array(z.strictObject({ skill_id: id, level, enforcement: z.enum(enforcements).default('advisory') }))
        .max(50)
        .refine(unique, repeated),
    }),
    response: CourseSkills,
  }),
};
