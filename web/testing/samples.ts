// The named cast and their courses, as the contract shows them: used by stories and tests.

export const sofie = {
  id: '019aa5c0-0000-7000-8000-000000000001',
  display_name: 'Sofie Kjær',
  email: 'sofie.kjaer@nordhavn.example',
  avatar_url: null,
  roles: ['learner'],
};

export const ingrid = {
  id: '019aa5c0-0000-7000-8000-000000000002',
  display_name: 'Ingrid Vestergaard',
  email: 'ingrid.vestergaard@nordhavn.example',
  avatar_url: null,
  roles: ['admin', 'manager', 'trainer', 'learner'],
};

type Sample = readonly [
  title: string,
  description: string,
  motif: string,
  palette: number,
  minutes: number,
  lessons: number,
];

const samples: readonly Sample[] = [
  [
    'Forklift safety',
    'Daily checks, stability, pedestrians and the law, with a practical test on site.',
    'forklift',
    0,
    55,
    14,
  ],
  [
    'Handling lithium batteries',
    'Spot a damaged cell, keep it apart and know who to call before it heats up.',
    'battery',
    1,
    40,
    7,
  ],
  [
    'First aid at work',
    'One morning with a trainer: breathing, bleeding, burns and using the defibrillator.',
    'cross',
    2,
    180,
    9,
  ],
  [
    'Fire wardens: evacuation',
    'Sweep a hall in four minutes, count heads at the assembly point, report to the brigade.',
    'flame',
    1,
    35,
    6,
  ],
  [
    'Manual handling',
    'Lift, turn and set down without hurting your back. Includes a two-minute warm-up.',
    'arch',
    2,
    30,
    5,
  ],
  [
    'Winter driving for heavy vehicles',
    'Braking distances, chains, black ice and when to say no to a departure.',
    'road',
    3,
    45,
    8,
  ],
  [
    'Safe work at the loading dock',
    'Wheel chocks, dock locks, gaps and the five steps before you drive into a trailer.',
    'warehouse',
    7,
    25,
    5,
  ],
  [
    'Working at height: order picker',
    'Harness, rescue plan and inspection, for people who pick above two metres.',
    'tunnel',
    3,
    50,
    9,
  ],
  [
    'Leading a safety walk',
    'Ask better questions, write down what you see and close it within a week.',
    'stairs',
    4,
    30,
    6,
  ],
];

export const sampleCourses = samples.map(
  ([title, description, cover_motif, category_palette, minutes, lessons], index) => ({
    id: `019aa5c0-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`,
    title,
    description,
    category: 'Safety',
    category_palette,
    cover_motif,
    image: null,
    duration_minutes: minutes,
    lesson_count: lessons,
    certificate_enabled: index % 3 !== 2,
    certificate_valid_months: index % 2 === 0 ? 36 : 24,
  }),
);

export type SamplePerson = {
  id: string;
  display_name: string;
  position: string;
  overdue: number;
  due: number;
  active_at: string;
};

const names = [
  'Mikkel Strand',
  'Aleksandra Wiśniewska',
  'Sofie Kjær',
  'Jens Frederiksen',
  'Omar Haddad',
  'Freja Lund',
  'Tomasz Kowalczyk',
  'Emil Brandt',
  'Nadia Rahmani',
  'Lars Holm',
  'Ida Mortensen',
  'ليلى حداد',
]; // the last one is written from right to left

export const samplePeople: SamplePerson[] = names.map((display_name, index) => ({
  id: `person-${index}`,
  display_name,
  position: index % 2 === 0 ? 'Forklift driver, Dock 4' : 'Order picker, Hall B',
  overdue: [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0][index] ?? 0,
  due: [1, 0, 3, 2, 1, 1, 1, 1, 0, 0, 0, 0][index] ?? 0,
  active_at: new Date(Date.UTC(2026, 10, 17 - (index % 5), 8, 30)).toISOString(),
}));
