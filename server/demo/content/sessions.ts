/** Rooms, holidays and training sessions of Nordhavn Logistics. Weeks count from the one in which the demo is made. */
import type { Equipment } from '#contract/calendar.ts';

export type DemoRoom = {
  name: string;
  location: string;
  capacity: number;
  equipment: Equipment[];
  time_zone: string;
  notes: string;
};

export const demoRooms: readonly DemoRoom[] = [
  {
    name: 'Skagen',
    location: 'Aarhus, head office, first floor',
    capacity: 16,
    equipment: ['projector', 'whiteboard', 'step_free'],
    time_zone: 'Europe/Copenhagen',
    notes: 'The blinds stick. Ask at the reception for the long handle.',
  },
  {
    name: 'Fyn',
    location: 'Aarhus, head office, ground floor',
    capacity: 14,
    equipment: ['projector', 'video_conference', 'step_free'],
    time_zone: 'Europe/Copenhagen',
    notes: '',
  },
  {
    name: 'Hall B, practice lane',
    location: 'Aarhus, Hall B, yellow gate',
    capacity: 8,
    equipment: ['practice_area'],
    time_zone: 'Europe/Copenhagen',
    notes: 'Safety shoes and high-visibility vest.',
  },
  {
    name: 'Yard 2',
    location: 'Odense',
    capacity: 40,
    equipment: ['practice_area', 'step_free'],
    time_zone: 'Europe/Copenhagen',
    notes: 'Open air. There are umbrellas, and there is wind.',
  },
  {
    name: 'Elbe',
    location: 'Hamburg, second floor',
    capacity: 10,
    equipment: ['video_conference', 'whiteboard'],
    time_zone: 'Europe/Berlin',
    notes: '',
  },
];

/** Month and day; the next of each from the day on which the demo is made. */
export const demoHolidays: readonly { name: string; from: string; days: number }[] = [
  { name: 'Christmas', from: '12-24', days: 3 },
  { name: 'New Year', from: '12-31', days: 2 },
  { name: 'Constitution Day', from: '06-05', days: 1 },
];

/** Days of a session: weeks from this one, weekday (1 is Monday), from and to on the clock. */
export type DemoDay = { week: number; weekday: number; from: string; to: string };

export type DemoSession = {
  title: string;
  description: string;
  code?: string;
  /** It is the session that the course's lesson of this kind asks for. */
  completes_lesson?: true;
  trainers: string[];
  room?: string;
  online_url?: string;
  time_zone?: string;
  days: DemoDay[];
  seats: number;
  approval?: 'manager' | 'trainer';
  planned_days_ago: number;
  /** In the order in which they book, a few hours apart. Those beyond the seats wait. */
  people: string[];
  /** The trainer books them: a course with a price is not taken by oneself. */
  booked_by_trainer?: true;
  /** Give their seat back the day before yesterday; the next in line is offered it. */
  give_back?: string[];
  cancelled?: { reason: string; days_ago: number };
  /** Of a session that is over: who was late, excused or not there. The others were present. */
  marks?: Record<string, 'late' | 'excused' | 'absent'>;
  /** Repeated by this rule; its first session is `days`. People book the first one that is not over. */
  rule?: string;
};

const aarhus = [
  'mikkel.strand',
  'omar.haddad',
  'lars.holm',
  'freja.lund',
  'emil.brandt',
  'nadia.rahmani',
  'ida.mortensen',
  'viktor.soerensen',
  'tomasz.kowalczyk',
  'aleksandra.wisniewska',
  'jens.frederiksen',
];
const odense = [
  'soeren.vinther',
  'ayse.demir',
  'grzegorz.wojcik',
  'mette.rasmussen',
  'yusuf.alamin',
  'elena.marinescu',
  'chidi.okafor',
  'rasmus.bak',
  'oksana.bondarenko',
  'lukasz.szymanski',
];
const drivers = [
  'samir.khoury',
  'burak.sahin',
  'marek.dabrowski',
  'mateus.carvalho',
  'anders.kjeldsen',
  'lukas.weber',
];

export const demoSessions: readonly DemoSession[] = [
  {
    title: 'Forklift driving test',
    description: 'Daily check, slalom, rack. Bring safety shoes and your vest.',
    code: 'FORK-120',
    completes_lesson: true,
    trainers: ['trainer'],
    room: 'Hall B, practice lane',
    days: [{ week: -6, weekday: 2, from: '13:00', to: '15:00' }],
    seats: 8,
    planned_days_ago: 60,
    people: [
      'mikkel.strand',
      'omar.haddad',
      'lars.holm',
      'grzegorz.wojcik',
      'yusuf.alamin',
      'tomasz.kowalczyk',
    ],
    marks: { 'grzegorz.wojcik': 'absent', 'tomasz.kowalczyk': 'late' },
  },
  {
    title: 'Forklift driving test',
    description: 'Daily check, slalom, rack. Bring safety shoes and your vest.',
    code: 'FORK-120',
    completes_lesson: true,
    trainers: ['trainer'],
    room: 'Hall B, practice lane',
    days: [{ week: 1, weekday: 1, from: '13:00', to: '15:00' }],
    seats: 8,
    planned_days_ago: 34,
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=6',
    people: [
      'grzegorz.wojcik',
      'emil.brandt',
      'viktor.soerensen',
      'ida.mortensen',
      'rasmus.bak',
      'lukasz.szymanski',
      'freja.lund',
      'nadia.rahmani',
      'chidi.okafor',
      'mette.rasmussen',
    ],
  },
  {
    title: 'First aid refresher',
    description: 'Recovery position, bleeding, burns, and the defibrillator beside the canteen.',
    trainers: ['piotr.zielinski'],
    room: 'Skagen',
    days: [{ week: 1, weekday: 4, from: '09:00', to: '12:00' }],
    seats: 16,
    planned_days_ago: 40,
    people: [...aarhus, ...odense],
    give_back: ['aleksandra.wisniewska'],
  },
  {
    title: 'Fire wardens: practice',
    description: 'Two afternoons: the first in the room, the second with real fire in the yard.',
    code: 'FIRE-120',
    trainers: ['piotr.zielinski', 'trainer'],
    room: 'Fyn',
    days: [
      { week: -3, weekday: 3, from: '13:00', to: '16:00' },
      { week: -3, weekday: 4, from: '13:00', to: '15:30' },
    ],
    seats: 12,
    planned_days_ago: 50,
    people: [
      'learner',
      'jens.frederiksen',
      'ida.mortensen',
      'soeren.vinther',
      'ayse.demir',
      'elena.marinescu',
      'omar.haddad',
    ],
    marks: { 'ayse.demir': 'excused', 'omar.haddad': 'late' },
  },
  {
    title: 'Data protection: questions and answers',
    description: 'Bring the case you are not sure about. Nothing is recorded.',
    code: 'DATA-501',
    trainers: ['sabine.krueger'],
    online_url: 'https://meet.nordhavn.example/data-protection',
    time_zone: 'Europe/Berlin',
    days: [{ week: 1, weekday: 2, from: '09:00', to: '10:30' }],
    seats: 60,
    planned_days_ago: 21,
    people: [
      'learner',
      ...aarhus.slice(0, 7),
      ...odense.slice(0, 6),
      'priya.raman',
      'emre.yildiz',
      'layla.mansour',
    ],
  },
  {
    title: 'Giving feedback: practice in pairs',
    description: 'Three sentences, twenty times. Coffee is served.',
    code: 'LEAD-401',
    trainers: ['anneliese.gross'],
    room: 'Fyn',
    days: [{ week: 2, weekday: 3, from: '13:00', to: '15:00' }],
    seats: 12,
    approval: 'manager',
    planned_days_ago: 25,
    people: ['jens.frederiksen', 'freja.lund', 'soeren.vinther', 'kasper.lindqvist'],
  },
  {
    title: 'Winter driving',
    description: 'Braking distances, chains, and what a lorry does on a bridge at minus one.',
    code: 'WINT-301',
    trainers: ['juhani.koskinen'],
    room: 'Yard 2',
    online_url: 'https://meet.nordhavn.example/winter-driving',
    time_zone: 'Europe/Copenhagen',
    days: [{ week: 1, weekday: 5, from: '10:00', to: '12:00' }],
    seats: 30,
    planned_days_ago: 30,
    people: drivers,
    booked_by_trainer: true,
  },
  {
    title: 'Lithium batteries: the damaged cell',
    description: 'With real cells, in real sand.',
    code: 'LITH-110',
    trainers: ['trainer'],
    room: 'Skagen',
    days: [{ week: 1, weekday: 3, from: '11:00', to: '13:00' }],
    seats: 16,
    planned_days_ago: 28,
    people: ['learner', 'mikkel.strand', 'freja.lund', 'omar.haddad', 'emil.brandt', 'mette.rasmussen'],
    cancelled: { reason: 'Marta has the flu. The sand will wait for her.', days_ago: 1 },
  },
  {
    title: 'Lithium batteries: the damaged cell',
    description: 'With real cells, in real sand.',
    code: 'LITH-110',
    trainers: ['trainer'],
    room: 'Skagen',
    days: [{ week: 3, weekday: 3, from: '11:00', to: '13:00' }],
    seats: 16,
    planned_days_ago: 27,
    people: ['ida.mortensen', 'rasmus.bak'],
  },
  {
    title: 'Warehouse induction',
    description: 'A walk through the halls, the escape routes, and where the coffee is.',
    trainers: ['trainer'],
    room: 'Skagen',
    days: [{ week: 0, weekday: 1, from: '08:00', to: '09:30' }],
    seats: 12,
    planned_days_ago: 22,
    people: [
      'learner',
      'emil.brandt',
      'nadia.rahmani',
      'rasmus.bak',
      'elena.marinescu',
      'chidi.okafor',
      'oksana.bondarenko',
    ],
    marks: { 'chidi.okafor': 'late' },
  },
  {
    title: 'Warehouse induction',
    description: 'A walk through the halls, the escape routes, and where the coffee is.',
    trainers: ['trainer'],
    room: 'Skagen',
    days: [{ week: 1, weekday: 2, from: '08:00', to: '09:30' }],
    seats: 12,
    planned_days_ago: 21,
    people: ['kasper.lindqvist', 'layla.mansour', 'priya.raman', 'emre.yildiz'],
  },
  {
    title: 'Load securing: straps and nets',
    description: 'Questions from the road, answered with a strap in the hand.',
    code: 'LOAD-310',
    trainers: ['trainer'],
    room: 'Elbe',
    online_url: 'https://meet.nordhavn.example/load-securing',
    days: [{ week: 0, weekday: 4, from: '13:00', to: '14:30' }],
    seats: 20,
    planned_days_ago: 25,
    people: ['pernille.thomsen', 'siobhan.byrne', 'lars.holm', 'omar.haddad', 'katrin.schaefer'],
    marks: { 'omar.haddad': 'excused' },
  },
  {
    title: 'Load securing: straps and nets',
    description: 'Questions from the road, answered with a strap in the hand.',
    code: 'LOAD-310',
    trainers: ['trainer'],
    room: 'Elbe',
    online_url: 'https://meet.nordhavn.example/load-securing',
    days: [{ week: 1, weekday: 4, from: '13:30', to: '15:00' }],
    seats: 20,
    planned_days_ago: 24,
    people: [
      'mikkel.strand',
      'grzegorz.wojcik',
      'yusuf.alamin',
      'ida.mortensen',
      'tomasz.kowalczyk',
      'lukasz.szymanski',
    ],
  },
  {
    title: 'Reach truck refresher',
    description: 'Two hours, two trucks, four aisles.',
    trainers: ['trainer'],
    room: 'Hall B, practice lane',
    days: [{ week: 1, weekday: 5, from: '08:00', to: '10:00' }],
    seats: 8,
    planned_days_ago: 20,
    people: [
      'tomasz.kowalczyk',
      'lukasz.szymanski',
      'mikkel.strand',
      'omar.haddad',
      'grzegorz.wojcik',
      'lars.holm',
    ],
  },
  {
    title: 'Toolbox talk: ice',
    description: 'Fifteen minutes standing, then the salt.',
    trainers: ['katrin.schaefer'],
    room: 'Yard 2',
    days: [{ week: 0, weekday: 5, from: '08:00', to: '09:00' }],
    seats: 40,
    planned_days_ago: 14,
    people: odense,
    marks: { 'elena.marinescu': 'excused' },
  },
];

/** What trainers keep free for themselves. */
export const demoOwnEvents: readonly { login: string; title: string; day: DemoDay; time_zone: string }[] = [
  {
    login: 'trainer',
    title: 'Trainer meeting',
    day: { week: 1, weekday: 3, from: '09:00', to: '10:00' },
    time_zone: 'Europe/Copenhagen',
  },
  {
    login: 'learner',
    title: 'Dentist',
    day: { week: 1, weekday: 4, from: '15:00', to: '16:00' },
    time_zone: 'Europe/Copenhagen',
  },
];
