/** What gaps, plans, role profiles and team figures look like; the endpoints are in gaps.ts. */
import * as z from 'zod';
import { CourseSummary } from './enrollment.ts';
import { LinePerson } from './reporting.ts';
import { can, flag, id, instant, optionalText, page, percent, text } from './values/common.ts';

const level = z.int().min(1).max(5);
const day = z.iso.date();

/**
 * How somebody stands against a required level, from best to worst. `expiring` is met but ends within 60 days; `declared` is what
 * somebody says of themselves and nobody has endorsed. `declared`, `short`, `none` and `expired` are gaps.
 */
export const gapStates = ['above', 'met', 'expiring', 'declared', 'short', 'none', 'expired'] as const;
export type GapState = (typeof gapStates)[number];
export const openStates = ['declared', 'short', 'none', 'expired'] as const satisfies readonly GapState[];
export const state = z.enum(gapStates);

export const Named = z.object({ id, name: z.string() });

export const RoleProfile = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** At least one of the two; with both, people must be in both. */
  position: Named.nullable(),
  department: Named.nullable(),
  skills: z.array(z.object({ skill_id: id, name: z.string(), category: z.string(), level: z.int() })),
  people_count: z.int(),
  skill_count: z.int(),
  record_version: z.int(),
  created_at: instant,
  updated_at: instant,
  can,
});
export type RoleProfile = z.infer<typeof RoleProfile>;

export const profileFields = {
  name: text(100),
  description: optionalText(2000),
  position_id: id.nullable(),
  department_id: id.nullable(),
  skills: z
    .array(z.strictObject({ skill_id: id, level }))
    .max(200)
    .refine((skills) => new Set(skills.map((one) => one.skill_id)).size === skills.length, {
      message: 'A skill stands here more than once',
    }),
};

/** Columns of the file: one row per profile and skill. */
export const roleProfileColumns = [
  'profile',
  'description',
  'position',
  'department',
  'skill',
  'level',
] as const;
export const roleProfileFaults = {
  'file.empty': 'The file has no rows',
  'file.quote-open': 'A quotation mark is opened and never closed',
  'file.column-repeated': 'A column stands in the file twice',
  'file.too-many-cells': 'The row has more cells than the head',
  'column.missing': 'The column is missing',
  'column.unknown': 'There is no such column',
  'profile.missing': 'The row names no profile',
  'profile.too-long': 'A name has at most 100 characters',
  'whom.missing': 'A profile is for a position, a department or both',
  'whom.contradicts': 'An earlier row says otherwise about this profile',
  'whom.taken': 'Another profile is for the same position and department',
  'position.unknown': 'There is no such position',
  'department.unknown': 'There is no such department',
  'skill.unknown': 'There is no such skill',
  'skill.repeated': 'An earlier row names this skill for the profile already',
  'level.invalid': 'A level is a whole number from 1 to 5',
} as const;
export type RoleProfileFault = keyof typeof roleProfileFaults;

export const RoleProfileImport = z.object({
  /** False for a preview and when a row was refused: then nothing at all was written. */
  applied: z.boolean(),
  created_count: z.int(),
  changed_count: z.int(),
  unchanged_count: z.int(),
  refused_count: z.int(),
  rows: z.array(
    z.object({
      row: z.int(),
      profile: z.string(),
      skill: z.string(),
      outcome: z.enum(['created', 'changed', 'unchanged', 'refused']),
      problems: z.array(
        z.object({
          column: z.string(),
          code: z.enum(Object.keys(roleProfileFaults) as [RoleProfileFault, ...RoleProfileFault[]]),
          message: z.string(),
        }),
      ),
    }),
  ),
});
export type RoleProfileImport = z.infer<typeof RoleProfileImport>;

export const SkillGap = z.object({
  skill_id: id,
  name: z.string(),
  category: z.string(),
  /** What counts: the higher of role and own target. */
  required_level: z.int(),
  role_level: z.int().nullable(),
  own_target: z.int().nullable(),
  /** Proven today, 0 to 5. */
  level: z.int(),
  declared_level: z.int().nullable(),
  state,
  short_by: z.int(),
  /** First day on which the required level no longer holds; in the past when it ended. */
  ends_on: day.nullable(),
  is_gap: z.boolean(),
  /** Below what the role asks; what figures about people count. */
  is_role_gap: z.boolean(),
  /** Profiles that ask for the skill. */
  profiles: z.array(z.object({ id, name: z.string(), level: z.int() })),
});
export type SkillGap = z.infer<typeof SkillGap>;

export const PersonGaps = z.object({
  user_id: id,
  display_name: z.string(),
  /** The person's own calendar day, on which everything is judged. */
  as_of: day,
  profiles: z.array(Named),
  required_count: z.int(),
  met_count: z.int(),
  gap_count: z.int(),
  /** Worst first. */
  skills: z.array(SkillGap),
});
export type PersonGaps = z.infer<typeof PersonGaps>;

export const heatRows = ['people', 'teams', 'departments'] as const;
export type HeatRows = (typeof heatRows)[number];

const HeatCell = z.object({
  skill_id: id,
  /** Of a person; null for groups. */
  required_level: z.int().nullable(),
  level: z.int().nullable(),
  short_by: z.int().nullable(),
  ends_on: day.nullable(),
  /** Of a person, or the worst of a group. */
  state,
  /** People of the row of whom the skill is asked, and how many of them have it. 1 and 0 or 1 for a person. */
  required_count: z.int(),
  met_count: z.int(),
});
export type HeatCell = z.infer<typeof HeatCell>;

export const HeatRow = z.object({
  /** Of the person, the manager or the department; null for people without one. */
  id: id.nullable(),
  name: z.string().nullable(),
  person: LinePerson.nullable(),
  people_count: z.int(),
  required_count: z.int(),
  gap_count: z.int(),
  /** Only skills that are asked of somebody in the row. */
  cells: z.array(HeatCell),
});
export type HeatRow = z.infer<typeof HeatRow>;

export const Heat = page(HeatRow).extend({
  /** Of everybody who matches, not of this page alone. */
  columns: z.array(
    z.object({
      skill_id: id,
      name: z.string(),
      category: z.string(),
      required_count: z.int(),
      below_count: z.int(),
    }),
  ),
  totals: z.object({
    people_count: z.int(),
    people_below_count: z.int(),
    required_count: z.int(),
    gap_count: z.int(),
  }),
});
export type Heat = z.infer<typeof Heat>;

export const heatFilter = {
  search: z.string().max(200).optional(),
  /** People of this department, without those below it. */
  department: id.optional(),
  /** People who report directly to this person. */
  manager: id.optional(),
  /** Only people who report directly to the caller. */
  direct: flag.optional(),
  category: z.string().max(50).optional(),
  skill: id.optional(),
  profile: id.optional(),
  /** Only rows with a gap. */
  only_gaps: flag.optional(),
};

export const GapPerson = z.object({
  person: LinePerson,
  skill_id: id,
  skill_name: z.string(),
  required_level: z.int(),
  level: z.int(),
  declared_level: z.int().nullable(),
  state,
  short_by: z.int(),
  ends_on: day.nullable(),
});
export type GapPerson = z.infer<typeof GapPerson>;

const PlanSkill = z.object({ skill_id: id, name: z.string(), level: z.int() });

/** A session of a course: the one that the person is booked on, else the next with a free seat that suits their times best. */
const CourseSession = z.object({
  id,
  title: z.string(),
  starts_at: instant,
  time_zone: z.string(),
  is_online: z.boolean(),
  room_name: z.string().nullable(),
  free_seats: z.int(),
  /** Of the person's own live booking. */
  own_state: z.enum(['requested', 'booked', 'waiting', 'offered']).nullable(),
  /** It falls in the times that the person named as good for training. */
  suits_times: z.boolean(),
});
export type CourseSession = z.infer<typeof CourseSession>;

export const GapPlan = z.object({
  user_id: id,
  /** Gaps that the steps close. */
  closes: z.array(z.object({ skill_id: id, name: z.string(), from_level: z.int(), to_level: z.int() })),
  /** In an order that respects what each course requires. */
  steps: z.array(
    z.object({
      course: CourseSummary,
      /** Planned minutes of what this person still has to do. */
      minutes_left: z.int(),
      percent,
      enrollment_id: id.nullable(),
      /** `blocked`: it requires what an earlier step brings. */
      state: z.enum(['ready', 'enrolled', 'blocked']),
      /** The person has completed it before; its evidence does not count any more. */
      is_retake: z.boolean(),
      closes: z.array(PlanSkill),
      /** What it brings that a later step requires. */
      opens: z.array(PlanSkill),
      session: CourseSession.nullable(),
    }),
  ),
  total_minutes: z.int(),
  /** `exact`: no other choice of courses takes fewer minutes. `good`: there were too many to try them all. */
  method: z.enum(['exact', 'good']),
  /** Gaps that no course in the catalog closes, and what would. */
  left_open: z.array(
    z.object({
      skill_id: id,
      name: z.string(),
      from_level: z.int(),
      to_level: z.int(),
      closed_by: z.array(z.enum(['rating', 'external', 'quiz', 'course'])),
    }),
  ),
  /** `start` for oneself, `assign` for whoever leads the person. */
  can,
});
export type GapPlan = z.infer<typeof GapPlan>;

/** One skill or several; all gaps when left out. */
export const planQuery = z.strictObject({
  skill: z.union([id, z.array(id).max(50)]).optional(),
});
export const planBody = z.strictObject({
  skill_ids: z.array(id).max(50).optional(),
  due_at: instant.nullable().optional(),
});
export const PlanStarted = z.object({
  enrolled: z.array(z.object({ enrollment_id: id, course_id: id })),
  plan: GapPlan,
});

export const trainingFormats = ['reading', 'video', 'practice', 'session'] as const;
export const trainingTimes = ['weekday_morning', 'weekday_afternoon', 'weekday_evening', 'weekend'] as const;
export const TrainingPreferences = z.object({
  formats: z.array(z.enum(trainingFormats)),
  /** Categories of the catalog. */
  topics: z.array(id),
  times: z.array(z.enum(trainingTimes)),
  /** BCP 47; null for any. */
  language: z.string().nullable(),
  pace_minutes_per_week: z.int().nullable(),
  updated_at: instant.nullable(),
});
export type TrainingPreferences = z.infer<typeof TrainingPreferences>;

export const recommendationReasons = ['gap', 'topic', 'language', 'format', 'time', 'pace'] as const;
export const Recommendation = z.object({
  course: CourseSummary,
  /** Gaps that completing it closes. */
  closes: z.array(PlanSkill),
  reasons: z.array(z.enum(recommendationReasons)),
  session: CourseSession.nullable(),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const TeamMember = z.object({
  person: LinePerson,
  /** 1 for those who report directly. */
  depth: z.int().nullable(),
  overdue_count: z.int(),
  due_count: z.int(),
  /** Certificates and proven skill levels that end within 60 days. */
  expiring_count: z.int(),
  gap_count: z.int(),
  last_active: instant.nullable(),
});
export type TeamMember = z.infer<typeof TeamMember>;

export const TeamMemberDetail = TeamMember.extend({
  training: z.array(
    z.object({
      enrollment_id: id,
      course_id: id,
      course_title: z.string(),
      percent,
      due_at: instant.nullable(),
      standing: z.enum(['overdue', 'due', 'open']),
      reminded_at: instant.nullable(),
    }),
  ),
  certificates: z.array(
    z.object({ certificate_id: id, course_title: z.string(), number: z.string(), expires_at: instant }),
  ),
});
export type TeamMemberDetail = z.infer<typeof TeamMemberDetail>;
