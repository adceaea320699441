// The cast against what their roles ask, for page tests and stories.
import type {
  GapPlan,
  Heat,
  PersonGaps,
  Recommendation,
  SkillGap,
  TeamMember,
} from '#contract/gaps-shapes.ts';
import type { LinePerson } from '#contract/reporting.ts';

const idOf = (number: number) => `019aa5c0-0000-7000-8000-00000000${String(number).padStart(4, '0')}`;

export const linePerson = (
  number: number,
  display_name: string,
  position = 'Forklift driver',
): LinePerson => ({
  id: idOf(number),
  display_name,
  avatar_url: null,
  department: 'Hall B',
  position,
  is_active: true,
});
export const mikkel = linePerson(1, 'Mikkel Strand');
export const emil = linePerson(2, 'Emil Brandt', 'Warehouse operative');
export const henrik = linePerson(3, 'Henrik Dahl', 'Shift lead');

export const load = { skill_id: idOf(101), name: 'Load handling', category: 'Warehouse' };
export const goods = { skill_id: idOf(102), name: 'Hazardous goods', category: 'Warehouse' };

export const aGap = (skill: typeof load, more: Partial<SkillGap> = {}): SkillGap => ({
  ...skill,
  required_level: 3,
  role_level: 3,
  own_target: null,
  level: 2,
  declared_level: null,
  state: 'short',
  short_by: 1,
  ends_on: null,
  is_gap: true,
  is_role_gap: true,
  profiles: [{ id: idOf(201), name: 'Forklift driver', level: 3 }],
  ...more,
});

export const personGaps = (skills: SkillGap[], person = mikkel): PersonGaps => {
  const gap_count = skills.filter((one) => one.is_role_gap).length;
  return {
    user_id: person.id,
    display_name: person.display_name,
    as_of: '2026-11-17',
    profiles: [{ id: idOf(201), name: 'Forklift driver' }],
    required_count: skills.length,
    met_count: skills.length - gap_count,
    gap_count,
    skills,
  };
};

const course = (number: number, title: string): Recommendation['course'] => ({
  id: idOf(number),
  title,
  code: `C-${number}`,
  image: null,
  cover_motif: null,
  category: null,
  category_palette: 0,
  lesson_count: 4,
  duration_minutes: 40,
});

export const aPlan = (more: Partial<GapPlan> = {}): GapPlan => ({
  user_id: mikkel.id,
  closes: [{ ...load, from_level: 2, to_level: 3 }].map(({ skill_id, name, from_level, to_level }) => ({
    skill_id,
    name,
    from_level,
    to_level,
  })),
  steps: [
    {
      course: course(301, 'Lithium batteries'),
      minutes_left: 11,
      percent: 71,
      enrollment_id: idOf(401),
      state: 'enrolled',
      is_retake: false,
      closes: [],
      session: null,
      opens: [{ skill_id: goods.skill_id, name: goods.name, level: 1 }],
    },
    {
      course: course(302, 'Safe loads'),
      minutes_left: 40,
      percent: 0,
      enrollment_id: null,
      state: 'ready',
      is_retake: false,
      closes: [{ skill_id: load.skill_id, name: load.name, level: 3 }],
      opens: [],
      session: null,
    },
  ],
  total_minutes: 51,
  method: 'exact',
  left_open: [],
  can: ['start'],
  ...more,
});

export const noGaps = (): PersonGaps => ({ ...personGaps([]), profiles: [] });

export const aMember = (person: LinePerson, more: Partial<TeamMember> = {}): TeamMember => ({
  person,
  depth: 1,
  overdue_count: 0,
  due_count: 0,
  expiring_count: 0,
  gap_count: 0,
  last_active: null,
  ...more,
});

const cell = (
  skill_id: string,
  level: number,
  required: number,
): Heat['results'][number]['cells'][number] => ({
  skill_id,
  required_level: required,
  level,
  short_by: Math.max(0, required - level),
  ends_on: null,
  state: level > required ? 'above' : level === required ? 'met' : level === 0 ? 'none' : 'short',
  required_count: 1,
  met_count: level >= required ? 1 : 0,
});

export const aHeat = (): Heat => ({
  count: 2,
  next: null,
  previous: null,
  columns: [
    { ...load, required_count: 2, below_count: 2 },
    { ...goods, required_count: 1, below_count: 0 },
  ],
  totals: { people_count: 2, people_below_count: 2, required_count: 3, gap_count: 2 },
  results: [
    {
      id: mikkel.id,
      name: mikkel.display_name,
      person: mikkel,
      people_count: 1,
      required_count: 2,
      gap_count: 1,
      cells: [cell(load.skill_id, 2, 3), cell(goods.skill_id, 1, 1)],
    },
    {
      id: emil.id,
      name: emil.display_name,
      person: emil,
      people_count: 1,
      required_count: 1,
      gap_count: 1,
      cells: [cell(load.skill_id, 1, 3)],
    },
  ],
});
