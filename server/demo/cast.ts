/** Making the people, and acting as one of them at a moment of the past. */
import { createUser } from '#server/features/identity/index.ts';
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { DemoPerson } from './content/content.types.ts';
import { addressOf, demoPassword, demoPeople } from './content/people.ts';
import { chanceOf } from './random.ts';

export const dayMilliseconds = 86_400_000;

export type CastMember = { person: DemoPerson; actor: UserActor; joined_at: Date };
/** By login. */
export type Cast = ReadonlyMap<string, CastMember>;

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMilliseconds);

/** The context in which this person acted at that time: services write the history as if it were happening. */
export const actingAs = (ctx: Ctx, member: CastMember, at: Date): Ctx => ({
  ...ctx,
  actor: member.actor,
  now: at,
});

export function memberOf(cast: Cast, login: string): CastMember {
  const member = cast.get(login);
  if (!member) throw new Error(`The demo has nobody called ${login}`);
  return member;
}

// Nobody signed in to do what the demo's history tells.
const noSession = '00000000-0000-0000-0000-000000000000';
/** A year and a bit: everybody is there before the first course is begun. */
export const daysInCompany = { least: 412, most: 445 };

/** Sixty accounts with profiles. The password is hashed once and shared: sixty hashes would take longer than the rest. */
export async function seedPeople(ctx: Ctx): Promise<Cast> {
  const names = new Map(demoPeople.map((person) => [person.login, person.name]));
  const cast = new Map<string, CastMember>();
  for (const person of demoPeople) {
    const joinedAt = daysBefore(
      ctx.now,
      chanceOf(`joined ${person.login}`).between(daysInCompany.least, daysInCompany.most),
    );
    const user = await createUser(
      { ...ctx, now: joinedAt },
      {
        email: addressOf(person.login),
        ...(cast.size === 0 ? { password: demoPassword } : {}),
        display_name: person.name,
        roles: person.roles,
        phone_number: person.phone_number,
        department: person.department,
        position: person.position,
        bio: person.bio,
        skills: person.skills ?? [],
        preferences: {
          location: person.location,
          ...(person.manager ? { manager: names.get(person.manager) } : {}),
        },
        time_zone: person.time_zone ?? 'Europe/Copenhagen',
        language: person.language,
      },
    );
    const actor: UserActor = {
      kind: 'user',
      user_id: user.id,
      login_session_id: noSession,
      role: user.role,
      roles: user.roles,
    };
    cast.set(person.login, { person, actor, joined_at: joinedAt });
  }
  await sharePassword(ctx, [...cast.values()]);
  return cast;
}

async function sharePassword(ctx: Ctx, [first, ...others]: CastMember[]): Promise<void> {
  await ctx.db.run(sql`
    insert into credentials (user_id, password_hash, changed_at)
    select other.id, known.password_hash, known.changed_at
      from credentials known, unnest(${others.map((member) => member.actor.user_id)}::uuid[]) as other (id)
     where known.user_id = ${first!.actor.user_id}`);
}
