/** Pure: who takes which course, since when and how far. Dates count back from `now`, so the demo is always of today. */

import { demoCourses } from './content/catalog.ts';
import type { DemoPerson } from './content/content.types.ts';
import { demoPeople } from './content/people.ts';
import { type Chance, chanceOf } from './random.ts';

export type PlannedEnrollment = {
  login: string;
  code: string;
  /** Who assigned it; absent: they enrolled themselves. */
  by?: string;
  reason: string;
  retake: boolean;
  /** Days before now; a fraction is the time of day. */
  enrolled_days_ago: number;
  /** Days from now, negative when over; null without a date. */
  due_in_days: number | null;
  /** How many lessons they complete, in order, between these two (days ago). All of them: the course is completed. */
  lessons: number;
  first_days_ago: number;
  last_days_ago: number;
  /** They also opened the next lesson and stopped in it. */
  lingers: boolean;
  /** They left the course. */
  left_days_ago?: number;
  /** Somebody reminded them. */
  reminded_days_ago?: number;
};

/** What the plan needs to know of a course: how many lessons it has. */
export type CourseLength = ReadonlyMap<string, number>;

type Rule = { code: string; share: number; reason: string };

const everyone: Rule[] = [
  { code: 'DATA-501', share: 1, reason: 'Because you handle customer addresses' },
  { code: 'CYBER-505', share: 0.95, reason: 'Everyone, every six months' },
  { code: 'LIFT-105', share: 0.6, reason: 'Everyone who lifts' },
];

const warehouse: Rule[] = [
  { code: 'FORK-101', share: 0.92, reason: 'Because you are in the warehouse' },
  { code: 'DOCK-201', share: 1, reason: 'Because you work at the docks' },
  { code: 'LITH-110', share: 0.88, reason: 'Because your hall stores battery pallets' },
  { code: 'STOCK-210', share: 0.55, reason: 'Because you count stock' },
  { code: 'FIRE-120', share: 0.35, reason: 'Because you are fire warden for your hall' },
  { code: 'LIFT-105', share: 1, reason: 'Everyone who lifts' },
];

const byDepartment: Record<string, Rule[]> = {
  'Warehouse Aarhus': warehouse,
  'Warehouse Odense': warehouse,
  Transport: [
    { code: 'LOAD-310', share: 1, reason: 'Because you drive or plan loads' },
    { code: 'WINT-301', share: 0.9, reason: 'Before the first frost' },
    { code: 'DOCK-201', share: 0.8, reason: 'Because you stand at our docks' },
    { code: 'LIFT-105', share: 0.8, reason: 'Everyone who lifts' },
  ],
  Workshop: [
    { code: 'LITH-110', share: 1, reason: 'Because you repair lithium trucks' },
    { code: 'FORK-101', share: 0.7, reason: 'Because you test-drive trucks' },
    { code: 'FIRE-120', share: 0.5, reason: 'Because you are fire warden for the workshop' },
  ],
  'Customer service': [
    { code: 'LITH-110', share: 0.5, reason: 'Because you answer questions about batteries' },
  ],
};

const leaders: Rule[] = [
  { code: 'LEAD-401', share: 1, reason: 'For everyone who leads' },
  { code: 'LEAD-410', share: 0.75, reason: 'For everyone who leads a shift or a team' },
];

/** Taken out of interest. The course with a price is not among them: nobody can enroll themselves in it. */
const freeChoice = [
  'LEAD-401',
  'LOAD-310',
  'STOCK-210',
  'FIRE-120',
  'LEAD-410',
  'LITH-110',
  'DOCK-201',
  'FORK-101',
];
const choicesPerPerson = 2;
const shareOfChoices = 0.95;

/** The manager's team has people behind; elsewhere it is one here and there. */
const behind = new Set([
  'mikkel.strand',
  'aleksandra.wisniewska',
  'emil.brandt',
  'jens.frederiksen',
  'viktor.soerensen',
]);

/** Written by hand in `learnersPlan`. */
const byHand = 'learner';

/** Nobody takes the course they teach. */
const teaches = (login: string, code: string): boolean =>
  demoCourses.some(
    (course) => course.code === code && [course.trainer, ...(course.co_trainers ?? [])].includes(login),
  );

const monthsOfHistory = 12;
const longestAgo = monthsOfHistory * 30 + 4;
/** A course is not assigned on the day it appears. */
const daysBeforeFirst = 2;
const publishedDaysAgo = new Map(
  demoCourses.map(({ code, published_days_ago }) => [code, published_days_ago]),
);
const daysUntilDue = 30;
const longPutOff = 110;

/** Leans an even chance towards 0 without heaping everything there. */
const recently = (even: number): number => 0.15 * even + 0.85 * even ** 2;

export function planHistory(lengths: CourseLength, daysUntilWeekEnd: number): PlannedEnrollment[] {
  const others = demoPeople
    .filter((person) => person.login !== byHand)
    .flatMap((person) => planOf(person, lengths));
  return [...learnersPlan(daysUntilWeekEnd), ...others];
}

function planOf(person: DemoPerson, lengths: CourseLength): PlannedEnrollment[] {
  const chance = chanceOf(person.login);
  const diligence = behind.has(person.login) ? chance.between(0.3, 0.5) : chance.between(0.72, 0.98);
  const isLeader = person.roles?.includes('manager') || person.position === 'Shift lead';
  const rules = [...everyone, ...(byDepartment[person.department] ?? []), ...(isLeader ? leaders : [])];
  const wanted = new Map(
    rules
      .filter((rule) => chance.is(rule.share) && !teaches(person.login, rule.code))
      .map((rule) => [rule.code, rule]),
  );
  const assigned = [...wanted.values()].map((rule) =>
    planOne(chance, diligence, lengths, {
      login: person.login,
      code: rule.code,
      by: assignerOf(person, rule),
      reason: rule.reason,
    }),
  );
  const chosen = Array.from({ length: choicesPerPerson }, () => chance.pick(freeChoice)).filter(
    (code, index, all) =>
      !wanted.has(code) &&
      !teaches(person.login, code) &&
      all.indexOf(code) === index &&
      chance.is(shareOfChoices),
  );
  const own = chosen.map((code) =>
    planOne(chance, diligence, lengths, { login: person.login, code, reason: '' }),
  );
  return [...assigned, ...own].flatMap((one) => withRenewals(chance, lengths, one));
}

/** The certificate of six months. Who holds it is sent to renew it in its last weeks, and most do. */
const renewed = { code: 'CYBER-505', valid_days: 183 };

/** @returns the enrollment and, where its certificate ran out since, those that renewed it, one after the other */
function withRenewals(chance: Chance, lengths: CourseLength, first: PlannedEnrollment): PlannedEnrollment[] {
  const length = lengths.get(renewed.code) ?? 0;
  const endedDaysAgo = first.last_days_ago - renewed.valid_days;
  const since = endedDaysAgo + chance.between(8, 28);
  if (first.code !== renewed.code || first.lessons < length || since < 1) return [first];
  const finishes = chance.is(Math.min(0.88, since / 25));
  const begins = since - Math.min(since * 0.4, chance.between(0.5, 9));
  const { by, login, code } = first;
  const renewal: PlannedEnrollment = {
    login,
    code,
    by: by ?? 'admin',
    reason: 'Because your certificate runs out',
    retake: true,
    enrolled_days_ago: since,
    due_in_days: Math.round(-endedDaysAgo),
    lessons: finishes ? length : chance.whole(0, length - 1),
    first_days_ago: begins,
    last_days_ago: begins - Math.min(begins * 0.9, chance.between(0.3, 12)),
    lingers: false,
  };
  return [first, ...withRenewals(chance, lengths, renewal)];
}

const assignerOf = (person: DemoPerson, rule: Rule): string =>
  everyone.includes(rule) || !person.manager || person.manager === person.login ? 'admin' : person.manager;

type Who = Pick<PlannedEnrollment, 'login' | 'code' | 'reason'> & { by?: string };

function planOne(chance: Chance, diligence: number, lengths: CourseLength, who: Who): PlannedEnrollment {
  const length = lengths.get(who.code) ?? 0;
  const earliest = Math.min(longestAgo, (publishedDaysAgo.get(who.code) ?? longestAgo) - daysBeforeFirst);
  // More enrollments lately than a year ago: the company grew into it.
  const since = Math.max(1, earliest * recently(chance.next()));
  const isOwn = who.by === undefined;
  const maturity = Math.min(1, since / 40);
  // What somebody put off for months, most have done in the end.
  const finishes =
    chance.is(diligence * maturity) || (since > longPutOff && !behind.has(who.login) && chance.is(0.8));
  const begins = finishes || chance.is(0.72);
  const first = since - Math.min(since * 0.4, chance.between(0.2, 9));
  const silent = !finishes && since > 30 && chance.is(0.45);
  const last = finishes
    ? first - Math.min(first * 0.9, chance.between(0.3, 16))
    : silent
      ? chance.between(15, Math.min(50, first))
      : chance.between(0.1, Math.min(9, first));
  const isExtended = !finishes && chance.is(0.6);
  const due = isOwn ? null : isExtended ? chance.whole(3, 24) : Math.round(daysUntilDue - since);
  const isLate = due !== null && due < 0 && !finishes;
  return {
    ...who,
    retake: false,
    enrolled_days_ago: since,
    due_in_days: due,
    lessons: finishes ? length : begins ? chance.whole(1, Math.max(1, length - 1)) : 0,
    first_days_ago: first,
    last_days_ago: Math.min(first, last),
    lingers: begins && !finishes && chance.is(0.6),
    ...(isOwn && !finishes && since > 40 && chance.is(0.7)
      ? { left_days_ago: Math.min(last, since) * 0.8 }
      : {}),
    ...(isLate && chance.is(0.6) ? { reminded_days_ago: chance.between(0.5, 3) } : {}),
  };
}

/** Sofie's own story: one course in the middle, one overdue, two due this week, some later, some done. */
function learnersPlan(daysUntilWeekEnd: number): PlannedEnrollment[] {
  const soon = Math.min(2.3, daysUntilWeekEnd * 0.5);
  const soonAfter = Math.min(4.3, daysUntilWeekEnd * 0.9);
  const assigned = (
    code: string,
    by: string,
    reason: string,
    enrolled: number,
    due: number,
  ): PlannedEnrollment => ({
    ...fresh,
    login: byHand,
    code,
    by,
    reason,
    enrolled_days_ago: enrolled,
    due_in_days: due,
  });
  return [
    {
      ...assigned('FORK-101', 'manager', 'Because you are in the warehouse', 24, soon),
      lessons: 9,
      first_days_ago: 19,
      last_days_ago: 0.035,
      lingers: true,
    },
    {
      ...assigned('LITH-110', 'manager', 'Because Dock 4 stores battery pallets', 17, soonAfter),
      lessons: 8,
      first_days_ago: 12,
      last_days_ago: 2.1,
      lingers: false,
    },
    {
      ...assigned('DATA-501', 'admin', 'Because you handle customer addresses', 34, -4),
      lessons: 3,
      first_days_ago: 15,
      last_days_ago: 9.2,
      lingers: true,
      reminded_days_ago: 1.1,
    },
    assigned('FIRE-120', 'manager', 'Because you are fire warden for Hall B', 5, 17),
    assigned('LEAD-401', 'manager', 'Before you lead the early shift', 3, 31),
    { ...assigned('CYBER-505', 'admin', 'Because your certificate runs out', 2, 12), retake: true },
    {
      ...assigned('CYBER-505', 'admin', 'Everyone, every six months', 362, -332),
      lessons: 5,
      first_days_ago: 357.2,
      last_days_ago: 333.3,
    },
    {
      ...assigned('CYBER-505', 'admin', 'Because your certificate runs out', 175, -145),
      retake: true,
      lessons: 5,
      first_days_ago: 170.2,
      last_days_ago: 168.3,
    },
    {
      ...assigned('LIFT-105', 'manager', 'Everyone who lifts', 298, -268),
      lessons: 5,
      first_days_ago: 294.3,
      last_days_ago: 291.2,
    },
    {
      ...assigned('DOCK-201', 'manager', 'Because you work at the docks', 206, -176),
      lessons: 5,
      first_days_ago: 201.3,
      last_days_ago: 200.2,
    },
    {
      ...fresh,
      login: byHand,
      code: 'LEAD-410',
      reason: '',
      enrolled_days_ago: 119,
      due_in_days: null,
      lessons: 5,
      first_days_ago: 117.2,
      last_days_ago: 96.4,
    },
    {
      ...assigned('STOCK-210', 'manager', 'Because you count stock', 31, -1),
      lessons: 5,
      first_days_ago: 9.3,
      last_days_ago: 5.2,
    },
  ];
}

const fresh = { retake: false, lessons: 0, first_days_ago: 0, last_days_ago: 0, lingers: false };
