/** What people at Nordhavn Logistics must be able to do: the framework, which courses teach it, and what each role needs. */

/** Courses by code; they become ids when the demo is made. */
type DemoCriterion =
  | { kind: 'course'; code: string }
  | { kind: 'rating'; by: 'manager' | 'trainer' | 'any'; min_level: number; count: number }
  | { kind: 'external'; issuer?: string };

export type DemoLevel = {
  name: string;
  description: string;
  valid_months?: number;
  match?: 'any' | 'all';
  criteria?: DemoCriterion[];
};

export type DemoSkill = {
  name: string;
  parent?: string;
  category: string;
  description: string;
  /** From level 1 up. */
  levels: DemoLevel[];
};

const course = (code: string): DemoCriterion => ({ kind: 'course', code });
const rated = (by: 'manager' | 'trainer' | 'any', level: number, count = 1): DemoCriterion => ({
  kind: 'rating',
  by,
  min_level: level,
  count,
});

const practice: DemoLevel[] = [
  { name: 'With help', description: 'Does it beside somebody who can.' },
  { name: 'Alone', description: 'Does it alone on a normal day.' },
  { name: 'Under pressure', description: 'Does it on the busiest day, and when something goes wrong.' },
  { name: 'Teaches it', description: 'Shows others how, and improves how we do it.' },
];
const knowledge = (code: string, months?: number): DemoLevel[] => [
  {
    name: 'Knows it',
    description: 'Has learned it and passed the test.',
    ...(months ? { valid_months: months } : {}),
    criteria: [course(code)],
  },
];
const trained = (code: string, months: number): DemoLevel[] => [
  {
    name: 'Knows it',
    description: 'Has learned it and passed the test.',
    valid_months: months,
    criteria: [course(code)],
  },
  {
    name: 'Alone',
    description: 'Has also shown it in practice.',
    valid_months: months,
    match: 'all',
    criteria: [course(code), rated('any', 2)],
  },
  {
    name: 'Under pressure',
    description: 'A trainer has seen it done well on a hard day.',
    criteria: [rated('trainer', 3)],
  },
];

/** Level 2 is shown in a session of its own, or to somebody who says so. */
const withTest = (levels: DemoLevel[], code: string): DemoLevel[] =>
  levels.map((level, index) =>
    index === 1 ? { ...level, match: 'any', criteria: [course(code), rated('any', 2)] } : level,
  );

export const demoSkills: readonly DemoSkill[] = [
  {
    name: 'Warehouse work',
    category: 'Warehouse',
    description: 'From the dock to the shelf and back.',
    levels: [],
  },
  {
    name: 'Load handling',
    parent: 'Warehouse work',
    category: 'Warehouse',
    description: 'Move goods so that they, and you, arrive whole.',
    levels: [{ ...practice[0]!, criteria: [course('DOCK-201'), rated('any', 1)] }, ...practice.slice(1)],
  },
  {
    name: 'Forklift operation',
    parent: 'Warehouse work',
    category: 'Warehouse',
    description: 'Drive, lift and park a counterbalance truck.',
    levels: withTest(trained('FORK-101', 36), 'FORK-120'),
  },
  {
    name: 'Order picking',
    parent: 'Warehouse work',
    category: 'Warehouse',
    description: 'The right goods, in the right number, in time.',
    levels: practice,
  },
  {
    name: 'Stock counting',
    parent: 'Warehouse work',
    category: 'Warehouse',
    description: 'Scanner, counting rounds and differences.',
    levels: knowledge('STOCK-210'),
  },
  {
    name: 'Safety at work',
    category: 'Safety',
    description: 'So that everyone goes home the way they came.',
    levels: [],
  },
  {
    name: 'Hazardous goods',
    parent: 'Safety at work',
    category: 'Safety',
    description: 'Lithium batteries: spot a damaged cell, keep it apart.',
    levels: knowledge('LITH-110', 24),
  },
  {
    name: 'Fire safety',
    parent: 'Safety at work',
    category: 'Safety',
    description: 'Alarm, way out, first minutes.',
    levels: knowledge('FIRE-120', 12),
  },
  {
    name: 'Manual handling',
    parent: 'Safety at work',
    category: 'Safety',
    description: 'Lift with the legs, carry close, ask for help.',
    levels: knowledge('LIFT-105'),
  },
  {
    name: 'First aid',
    parent: 'Safety at work',
    category: 'Safety',
    description: 'The first ten minutes until help comes.',
    levels: [
      {
        name: 'First aider',
        description: 'Holds a certificate of the Red Cross or an equal one.',
        valid_months: 24,
        criteria: [{ kind: 'external' }],
      },
    ],
  },
  {
    name: 'On the road',
    category: 'Transport',
    description: 'In every season, with every load.',
    levels: [],
  },
  {
    name: 'Load securing',
    parent: 'On the road',
    category: 'Transport',
    description: 'Straps, nets and friction, by the numbers.',
    levels: trained('LOAD-310', 24),
  },
  {
    name: 'Winter driving',
    parent: 'On the road',
    category: 'Transport',
    description: 'Ice, dark and short days.',
    levels: knowledge('WINT-301', 12),
  },
  {
    name: 'Driving licence C',
    parent: 'On the road',
    category: 'Transport',
    description: 'May drive a lorry.',
    levels: [
      {
        name: 'Licensed',
        description: 'The licence was shown.',
        valid_months: 60,
        criteria: [{ kind: 'external' }],
      },
    ],
  },
  {
    name: 'Working together',
    category: 'People',
    description: 'Talking to each other, and leading a shift.',
    levels: [],
  },
  {
    name: 'Leading a shift',
    parent: 'Working together',
    category: 'People',
    description: 'Plan, speak up, look after people.',
    levels: [{ ...practice[0]!, criteria: [course('LEAD-410'), rated('manager', 1)] }, ...practice.slice(1)],
  },
  {
    name: 'Giving feedback',
    parent: 'Working together',
    category: 'People',
    description: 'Say it early, say it well.',
    levels: knowledge('LEAD-401'),
  },
  { name: 'Data and rules', category: 'Data', description: 'What the law asks of us.', levels: [] },
  {
    name: 'Data protection',
    parent: 'Data and rules',
    category: 'Data',
    description: 'Addresses and names are somebody’s.',
    levels: knowledge('DATA-501', 12),
  },
  {
    name: 'Phishing awareness',
    parent: 'Data and rules',
    category: 'Data',
    description: 'Stop, look, report.',
    levels: knowledge('CYBER-505', 6),
  },
];

/** What completing a course proves by itself, beyond the criteria above. */
export const demoGrants: readonly { code: string; skill: string; level: number }[] = [
  { code: 'FORK-101', skill: 'Forklift operation', level: 1 },
  { code: 'DOCK-201', skill: 'Load handling', level: 1 },
  { code: 'STOCK-210', skill: 'Stock counting', level: 1 },
  { code: 'LITH-110', skill: 'Hazardous goods', level: 1 },
  { code: 'FIRE-120', skill: 'Fire safety', level: 1 },
  { code: 'LIFT-105', skill: 'Manual handling', level: 1 },
  { code: 'LOAD-310', skill: 'Load securing', level: 1 },
  { code: 'WINT-301', skill: 'Winter driving', level: 1 },
  { code: 'LEAD-401', skill: 'Giving feedback', level: 1 },
  { code: 'LEAD-410', skill: 'Leading a shift', level: 1 },
  { code: 'DATA-501', skill: 'Data protection', level: 1 },
  { code: 'CYBER-505', skill: 'Phishing awareness', level: 1 },
];

export const demoRequirements: readonly {
  code: string;
  skill: string;
  level: number;
  enforcement: 'advisory' | 'blocking';
}[] = [
  { code: 'FORK-101', skill: 'Manual handling', level: 1, enforcement: 'advisory' },
  { code: 'LOAD-310', skill: 'Manual handling', level: 1, enforcement: 'advisory' },
  { code: 'WINT-301', skill: 'Driving licence C', level: 1, enforcement: 'blocking' },
];

type Needs = Record<string, number>;

export const demoRoleProfiles: readonly {
  name: string;
  position?: string;
  department?: string;
  needs: Needs;
}[] = [
  {
    name: 'Everyone at the warehouse in Aarhus',
    department: 'Warehouse Aarhus',
    needs: { 'Load handling': 1, 'Hazardous goods': 1, 'Manual handling': 1, 'Phishing awareness': 1 },
  },
  {
    name: 'Everyone at the warehouse in Odense',
    department: 'Warehouse Odense',
    needs: { 'Load handling': 1, 'Manual handling': 1, 'Phishing awareness': 1 },
  },
  {
    name: 'Forklift driver',
    position: 'Forklift driver',
    needs: { 'Forklift operation': 2, 'Load handling': 2, 'Fire safety': 1 },
  },
  {
    name: 'Reach truck driver',
    position: 'Reach truck driver',
    needs: { 'Forklift operation': 2, 'Load handling': 2 },
  },
  { name: 'Order picker', position: 'Order picker', needs: { 'Order picking': 2, 'Stock counting': 1 } },
  {
    name: 'Warehouse assistant',
    position: 'Warehouse assistant',
    needs: { 'Order picking': 1, 'Forklift operation': 1, 'Data protection': 1, 'Fire safety': 1 },
  },
  {
    name: 'Shift lead',
    position: 'Shift lead',
    needs: { 'Leading a shift': 3, 'Giving feedback': 1, 'First aid': 1, 'Fire safety': 1 },
  },
  {
    name: 'Lorry driver',
    position: 'Lorry driver',
    needs: { 'Driving licence C': 1, 'Load securing': 2, 'Winter driving': 1 },
  },
  { name: 'Dispatcher', position: 'Dispatcher', needs: { 'Load securing': 1, 'Data protection': 1 } },
  {
    name: 'Customer service',
    department: 'Customer service',
    needs: { 'Data protection': 1, 'Phishing awareness': 1, 'Giving feedback': 1 },
  },
  { name: 'Office', department: 'Finance', needs: { 'Data protection': 1, 'Phishing awareness': 1 } },
];
