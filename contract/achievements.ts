/**
 * Achievements: what people are recognized for. A rule says who earns one; it is awarded once and never taken away.
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { can, flag, id, idParams, instant, listQuery, optionalText, page, text } from './values/common.ts';

/** Drawn by the web as medals; a closed list, so that every one of them is drawn well. */
export const achievementIcons = [
  'seedling',
  'compass',
  'mountain',
  'flag',
  'check',
  'target',
  'book',
  'books',
  'flame',
  'hands',
  'star',
  'shield',
  'bulb',
  'path',
  'rocket',
  'crown',
] as const;
export type AchievementIcon = (typeof achievementIcons)[number];
export const achievementPalettes = ['green', 'blue', 'indigo', 'gold', 'copper', 'rose', 'slate'] as const;
export type AchievementPalette = (typeof achievementPalettes)[number];

const count = z.int().min(1).max(1000);

/** What has to be true of a person. A day is a calendar day in that person's own time zone. */
export const AchievementRule = z.discriminatedUnion('kind', [
  /** Reaches a milestone, in one course or in any. */
  z.strictObject({
    kind: z.literal('milestone'),
    percent: z.literal([25, 50, 75, 100]),
    course_id: id.nullish(),
  }),
  /** Passes `count` different quizzes, each with at least `min_percent`; or the one named. */
  z.strictObject({
    kind: z.literal('quiz_passed'),
    count,
    min_percent: z.int().min(1).max(100).nullish(),
    quiz_id: id.nullish(),
  }),
  /** Completes a lesson or hands in a quiz on `days` days in a row. */
  z.strictObject({ kind: z.literal('learning_streak'), days: z.int().min(2).max(366) }),
  /** Completes `count` different courses. */
  z.strictObject({ kind: z.literal('courses_completed'), count, category_id: id.nullish() }),
  /** Completes all of these courses, in any order. */
  z.strictObject({
    kind: z.literal('path_completed'),
    course_ids: z
      .array(id)
      .min(2)
      .max(30)
      .refine((ids) => new Set(ids).size === ids.length, { message: 'Each course once' }),
  }),
  /** Has `count` skills, or the one named, proven at `level` or higher on one day. */
  z.strictObject({
    kind: z.literal('skill_reached'),
    level: z.int().min(1).max(5),
    count: z.int().min(1).max(100),
    skill_id: id.nullish(),
  }),
  /** Rates the skills of `count` different people. */
  z.strictObject({ kind: z.literal('helping_others'), count }),
]);
export type AchievementRule = z.infer<typeof AchievementRule>;
export type AchievementRuleKind = AchievementRule['kind'];
export const achievementRuleKinds = [
  'milestone',
  'quiz_passed',
  'learning_streak',
  'courses_completed',
  'path_completed',
  'skill_reached',
  'helping_others',
] as const satisfies readonly AchievementRuleKind[];

/** Name and description in other languages of the product; a reader gets theirs if there is one. */
const translations = z.partialRecord(
  z.enum(['en', 'de']),
  z.strictObject({ name: text(80), description: optionalText(300) }),
);

const looks = {
  name: z.string(),
  description: z.string(),
  translations,
  icon: z.enum(achievementIcons),
  palette: z.enum(achievementPalettes),
};

/** One achievement as one person sees it: earned, or how far. */
export const WallAchievement = z.object({
  id,
  ...looks,
  kind: z.enum(achievementRuleKinds),
  earned_at: instant.nullable(),
  /** The award, once there is one. */
  award_id: id.nullable(),
  share_url: z.string().nullable(),
  /** How far the caller is, in what the rule counts (percent, days, courses, …). Null once earned. */
  progress: z.object({ done: z.int(), of: z.int() }).nullable(),
});
export type WallAchievement = z.infer<typeof WallAchievement>;

export const Award = z.object({
  id,
  achievement_id: id,
  user_id: id,
  /** The person's name. */
  display_name: z.string(),
  ...looks,
  earned_at: instant,
  /** What met the rule, as it was then. */
  cause: z.object({ rule: AchievementRule, done: z.int(), of: z.int() }),
  /** Null unless shared; only the person and administrators are told. */
  share_url: z.string().nullable(),
  /** `share`. */
  can,
});
export type Award = z.infer<typeof Award>;

export const SharedAchievement = z.object({
  recipient_name: z.string(),
  ...looks,
  /** Calendar date in UTC. */
  earned_on: z.iso.date(),
  organization_name: z.string(),
});
export type SharedAchievement = z.infer<typeof SharedAchievement>;

export const RuleRecord = z.object({
  id,
  /** Set for those that came with the product and were not rewritten. */
  key: z.string().nullable(),
  ...looks,
  rule: AchievementRule,
  /** Names of the courses, quiz, category or skill the rule speaks of, by id. */
  subjects: z.record(z.string(), z.string()),
  position: z.int(),
  is_active: z.boolean(),
  archived_at: instant.nullable(),
  /** How many people have it. */
  earned_count: z.int(),
  created_at: instant,
  updated_at: instant,
  record_version: z.int(),
});
export type RuleRecord = z.infer<typeof RuleRecord>;

const written = {
  name: text(80),
  description: optionalText(300),
  translations,
  icon: z.enum(achievementIcons),
  palette: z.enum(achievementPalettes),
  rule: AchievementRule,
  position: z.int().min(0).max(100_000),
  is_active: z.boolean(),
};

export const achievements = {
  getWall: endpoint({
    method: 'GET',
    path: '/api/achievements/',
    ability: 'achievement.read',
    summary: 'The wall of the caller: what they earned, newest first, and how far they are with the rest',
    rows: ['U-17'],
    response: page(WallAchievement).extend({ earned_count: z.int(), total_count: z.int() }),
  }),
  listAwardsOf: endpoint({
    method: 'GET',
    path: '/api/users/:id/achievements/',
    ability: 'achievement.read',
    summary: 'What somebody earned: for themselves, their managers, trainers of theirs, administrators',
    rows: ['U-17'],
    params: idParams,
    query: z.strictObject({ page: listQuery.page, page_size: listQuery.page_size }),
    response: page(Award),
  }),
  getAward: endpoint({
    method: 'GET',
    path: '/api/achievements/awards/:id/',
    ability: 'achievement.read',
    summary: 'One award, with what it was given for',
    params: idParams,
    response: Award,
  }),
  shareAward: endpoint({
    method: 'POST',
    path: '/api/achievements/awards/:id/share/',
    ability: 'achievement.read',
    summary: 'Give my award a public page; repeating it keeps the address',
    rows: ['U-17'],
    params: idParams,
    response: Award,
  }),
  unshareAward: endpoint({
    method: 'DELETE',
    path: '/api/achievements/awards/:id/share/',
    ability: 'achievement.read',
    summary: 'Take the public page away; its address never works again',
    params: idParams,
  }),
  getSharedAchievement: endpoint({
    method: 'GET',
    path: '/api/shared-achievements/:token/',
    ability: 'public',
    summary: 'A shared award: name, achievement, date and organization, nothing else',
    rows: ['U-17'],
    params: z.strictObject({ token: z.string().min(1).max(100) }),
    response: SharedAchievement,
  }),
  listRules: endpoint({
    method: 'GET',
    path: '/api/achievement-rules/',
    ability: 'achievement.manage',
    summary: 'All achievements with their rules',
    query: z.strictObject({
      page: listQuery.page,
      page_size: listQuery.page_size,
      search: listQuery.search,
      archived: flag.default(false),
    }),
    response: page(RuleRecord),
  }),
  createRule: endpoint({
    method: 'POST',
    path: '/api/achievement-rules/',
    ability: 'achievement.manage',
    summary: 'Define an achievement; everybody who already meets its rule gets it within minutes',
    rows: ['U-17'],
    body: z.strictObject({
      ...written,
      description: written.description.default(''),
      translations: translations.default({}),
      position: written.position.default(1000),
      is_active: z.boolean().default(true),
    }),
    status: 201,
    response: RuleRecord,
  }),
  previewRule: endpoint({
    method: 'POST',
    path: '/api/achievement-rules/preview/',
    ability: 'achievement.manage',
    summary: 'Who would get an achievement with this rule now',
    rows: ['U-17'],
    body: z.strictObject({ rule: AchievementRule, achievement_id: id.nullish() }),
    response: z.object({
      /** People with an active account who meet the rule now. */
      count: z.int(),
      /** Of them, those who have this achievement already. */
      already_count: z.int(),
      /** Of how many people. */
      people_count: z.int(),
      /** The first twelve by name. */
      people: z.array(z.object({ user_id: id, display_name: z.string() })),
    }),
  }),
  getRule: endpoint({
    method: 'GET',
    path: '/api/achievement-rules/:id/',
    ability: 'achievement.manage',
    summary: 'One achievement with its rule',
    params: idParams,
    response: RuleRecord,
  }),
  updateRule: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/achievement-rules/:id/',
    ability: 'achievement.manage',
    summary: 'Change an achievement (If-Match: record_version); awards that were given stay',
    params: idParams,
    body: z.strictObject(written).partial(),
    response: RuleRecord,
    errors: ['record.stale'],
  }),
  archiveRule: endpoint({
    method: 'POST',
    path: '/api/achievement-rules/:id/archive/',
    ability: 'achievement.manage',
    summary: 'Nobody can earn it any more and lists leave it out; awards stay',
    params: idParams,
    response: RuleRecord,
  }),
  restoreRule: endpoint({
    method: 'POST',
    path: '/api/achievement-rules/:id/restore/',
    ability: 'achievement.manage',
    summary: 'Bring an archived achievement back, paused until it is switched on',
    params: idParams,
    response: RuleRecord,
  }),
};
