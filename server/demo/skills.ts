/**
 * The framework, who leads whom, and a year of judgements: ratings by managers and trainers, outside certificates, levels that
 * people declare of themselves. What courses prove follows from the history by itself, as in the product.
 */
import { createActing, setManager } from '#server/features/reporting/index.ts';
import {
  createSkill,
  decideProof,
  declareSkill,
  rateSkill,
  setCourseSkills,
  setTarget,
  submitProof,
} from '#server/features/skills/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { actingAs, type Cast, type CastMember, dayMilliseconds, daysBefore, memberOf } from './cast.ts';
import type { DemoLevel } from './content/skills.ts';
import { demoGrants, demoRequirements, demoRoleProfiles, demoSkills } from './content/skills.ts';
import type { SeededCourse } from './courses.ts';
import { chanceOf } from './random.ts';

/** By name. */
export type Skills = ReadonlyMap<string, string>;

const idIn = (known: ReadonlyMap<string, string>, name: string): string => {
  const id = known.get(name);
  if (!id) throw new Error(`The demo has nothing called ${name}`);
  return id;
};

/** Everybody reports to somebody, since the day they joined; the shift lead stands in for the manager this fortnight. */
export async function seedLines(ctx: Ctx, cast: Cast): Promise<void> {
  const admin = memberOf(cast, 'admin');
  for (const member of cast.values()) {
    const { manager } = member.person;
    if (!manager) continue;
    const boss = memberOf(cast, manager);
    const since = new Date(Math.max(member.joined_at.getTime(), boss.joined_at.getTime()) + dayMilliseconds);
    await setManager(actingAs(ctx, admin, since), member.actor.user_id, boss.actor.user_id);
  }
  await createActing(actingAs(ctx, memberOf(cast, 'admin'), daysBefore(ctx.now, 2)), {
    manager_id: memberOf(cast, 'manager').actor.user_id,
    acting_id: memberOf(cast, 'jens.frederiksen').actor.user_id,
    valid_from: daysBefore(ctx.now, 2).toISOString(),
    valid_until: daysBefore(ctx.now, -12).toISOString(),
    reason: 'Henrik is at the trade fair in Hamburg.',
  });
}

/** After the first course is there, before anybody takes it. */
export const daysAgoOfFramework = 392;

/** Before the history, so that finishing a course raises levels then. */
export async function seedFramework(ctx: Ctx, cast: Cast, courses: readonly SeededCourse[]): Promise<Skills> {
  const admin = actingAs(ctx, memberOf(cast, 'admin'), daysBefore(ctx.now, daysAgoOfFramework));
  const codes = new Map(courses.map(({ course, id }) => [course.code, id]));
  const skills = new Map<string, string>();
  for (const { name, parent, category, description, levels } of demoSkills) {
    const made = await createSkill(admin, {
      name,
      category,
      description,
      parent_id: parent ? idIn(skills, parent) : null,
      level_criteria: { levels: levels.map((level, index) => criteriaOf(level, index + 1, codes)) },
    });
    skills.set(name, made.id);
  }
  await teach(admin, codes, skills, []);
  await seedRoleProfiles(admin, skills);
  return skills;
}

const criteriaOf = (level: DemoLevel, number: number, codes: ReadonlyMap<string, string>) => ({
  level: number,
  name: level.name,
  description: level.description,
  validity_months: level.valid_months ?? null,
  match: level.match ?? 'any',
  criteria: (level.criteria ?? []).map((one) =>
    one.kind === 'course' ? { kind: one.kind, course_id: idIn(codes, one.code) } : one,
  ),
});

async function teach(
  ctx: Ctx,
  codes: ReadonlyMap<string, string>,
  skills: Skills,
  requirements: typeof demoRequirements,
): Promise<void> {
  for (const [code, courseId] of codes) {
    const grants = demoGrants
      .filter((one) => one.code === code)
      .map(({ skill, level }) => ({ skill_id: idIn(skills, skill), level }));
    const requires = requirements
      .filter((one) => one.code === code)
      .map(({ skill, level, enforcement }) => ({ skill_id: idIn(skills, skill), level, enforcement }));
    if (grants.length + requires.length > 0) await setCourseSkills(ctx, courseId, { grants, requires });
  }
}

/** After the history: nobody in it had to show what was not asked for yet. */
export const seedRequirements = (
  ctx: Ctx,
  cast: Cast,
  courses: readonly SeededCourse[],
  skills: Skills,
): Promise<void> =>
  teach(
    actingAs(ctx, memberOf(cast, 'admin'), daysBefore(ctx.now, 20)),
    new Map(courses.map(({ course, id }) => [course.code, id])),
    skills,
    demoRequirements,
  );

async function seedRoleProfiles(ctx: Ctx, skills: Skills): Promise<void> {
  for (const { name, position, department, needs } of demoRoleProfiles) {
    const id = newId(ctx.now.getTime());
    await ctx.db.run(sql`
      insert into role_profiles (id, name, position_id, department_id, created_at, updated_at)
      select ${id}, ${name}, (select p.id from positions p where p.name = ${position ?? null}::citext),
             (select d.id from departments d where d.name = ${department ?? null}::citext), ${ctx.now}, ${ctx.now}`);
    for (const [skill, level] of Object.entries(needs))
      await ctx.db.run(sql`
        insert into role_profile_skills (role_profile_id, skill_id, level) values (${id}, ${idIn(skills, skill)}, ${level})`);
  }
}

/** Skills that nobody learns from a course alone: somebody has to see them done. */
const seenAtWork = [
  'Order picking',
  'Load handling',
  'Leading a shift',
  'Forklift operation',
  'Load securing',
];
const comments = [
  'Seen on the early shift.',
  'Calm and careful, also when it was busy.',
  'Still asks before the difficult ones, which is right.',
  '',
];

/** Ratings of the last year, outside certificates, declarations and targets. */
export async function seedJudgements(ctx: Ctx, cast: Cast, skills: Skills): Promise<void> {
  for (const member of cast.values()) {
    const { manager } = member.person;
    const needs = needsOf(member);
    if (!manager || needs.size === 0) continue;
    await rate(ctx, member, memberOf(cast, manager), needs, skills);
    await show(ctx, member, memberOf(cast, manager), needs, skills);
  }
  await declare(ctx, cast, skills);
}

function needsOf({ person }: CastMember): Map<string, number> {
  const needs = new Map<string, number>();
  for (const profile of demoRoleProfiles) {
    if (profile.position && profile.position !== person.position) continue;
    if (profile.department && profile.department !== person.department) continue;
    for (const [skill, level] of Object.entries(profile.needs))
      needs.set(skill, Math.max(level, needs.get(skill) ?? 0));
  }
  return needs;
}

async function rate(
  ctx: Ctx,
  member: CastMember,
  boss: CastMember,
  needs: ReadonlyMap<string, number>,
  skills: Skills,
): Promise<void> {
  for (const skill of seenAtWork) {
    const needed = needs.get(skill);
    const chance = chanceOf(`${member.person.login} is seen at ${skill}`);
    if (needed === undefined || !chance.is(0.72)) continue;
    const level = Math.max(1, needed + (chance.is(0.2) ? -1 : chance.is(0.25) ? 1 : 0));
    await rateSkill(
      actingAs(ctx, boss, daysBefore(ctx.now, chance.between(12, 350))),
      member.actor.user_id,
      idIn(skills, skill),
      { level, comment: comments[chance.whole(0, comments.length - 1)]! },
    );
  }
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

type Outcome = 'confirmed' | 'rejected' | 'waits';
type Shown = { skill: 'First aid' | 'Driving licence C'; ends_in_days: number; outcome: Outcome };

/** What some show, so that every outcome can be looked at; the others show what their role asks for. */
const shownBy: Record<string, Shown[]> = {
  'mikkel.strand': [{ skill: 'First aid', ends_in_days: 600, outcome: 'waits' }],
  'freja.lund': [{ skill: 'First aid', ends_in_days: 420, outcome: 'waits' }],
  'viktor.soerensen': [{ skill: 'First aid', ends_in_days: 300, outcome: 'rejected' }],
  'jens.frederiksen': [{ skill: 'First aid', ends_in_days: -6, outcome: 'confirmed' }],
  'lars.holm': [{ skill: 'First aid', ends_in_days: 20, outcome: 'confirmed' }],
  'samir.khoury': [{ skill: 'Driving licence C', ends_in_days: 25, outcome: 'confirmed' }],
  'marek.dabrowski': [{ skill: 'Driving licence C', ends_in_days: 900, outcome: 'waits' }],
};

function shownFor({ person: { login } }: CastMember, needs: ReadonlyMap<string, number>): Shown[] {
  const asked = (['First aid', 'Driving licence C'] as const).filter((skill) => needs.has(skill));
  return (
    shownBy[login] ??
    asked.map((skill) => ({
      skill,
      ends_in_days: chanceOf(`${login} shows ${skill}`).between(200, 900),
      outcome: 'confirmed',
    }))
  );
}

const papers = {
  'First aid': { title: 'First aid at work, 12 hours', issuer: 'Danish Red Cross' },
  'Driving licence C': { title: 'Driving licence, category C', issuer: 'Rigspolitiet' },
};

/** Outside certificates: most are confirmed, some wait, one was refused; some end soon or have ended. */
async function show(
  ctx: Ctx,
  member: CastMember,
  boss: CastMember,
  needs: ReadonlyMap<string, number>,
  skills: Skills,
): Promise<void> {
  for (const { skill, ends_in_days: endsIn, outcome } of shownFor(member, needs)) {
    const chance = chanceOf(`${member.person.login} shows ${skill}`);
    const shown = daysBefore(ctx.now, chance.between(8, 320));
    const { evidence } = await submitProof(actingAs(ctx, member, shown), idIn(skills, skill), {
      ...papers[skill],
      level: 1,
      issued_on: dayOf(daysBefore(shown, chance.between(20, 400))),
      expires_on: dayOf(daysBefore(ctx.now, -endsIn)),
      file_id: null,
    });
    if (outcome === 'waits') continue;
    await decideProof(
      actingAs(ctx, boss, new Date(shown.getTime() + dayMilliseconds)),
      evidence[0]!.id,
      outcome === 'confirmed'
        ? { decision: 'confirmed', reason: '' }
        : { decision: 'rejected', reason: 'The picture shows the wrong side. Please send it again.' },
    );
  }
}

async function declare(ctx: Ctx, cast: Cast, skills: Skills): Promise<void> {
  const declared = [
    ['learner', 'Order picking', 2],
    ['learner', 'Forklift operation', 1],
    ['emil.brandt', 'Load handling', 2],
    ['aleksandra.wisniewska', 'Leading a shift', 1],
    ['mikkel.strand', 'First aid', 1],
    ['ida.mortensen', 'Stock counting', 1],
    ['deniz.kaya', 'Giving feedback', 1],
    ['samir.khoury', 'Winter driving', 1],
  ] as const;
  for (const [index, [login, skill, level]] of declared.entries())
    await declareSkill(actingAs(ctx, memberOf(cast, login), daysBefore(ctx.now, 30 - index * 3)), {
      skill_id: idIn(skills, skill),
      level,
    });
  const learner = actingAs(ctx, memberOf(cast, 'learner'), daysBefore(ctx.now, 9));
  await setTarget(learner, idIn(skills, 'Leading a shift'), {
    level: 1,
    on: dayOf(daysBefore(ctx.now, -120)),
  });
}
