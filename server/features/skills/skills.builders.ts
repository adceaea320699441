/** Test data of skills made the way people make it: through the API. */
import type { Client } from '#server/testing/product.ts';

let made = 0;

export async function succeed(call: ReturnType<Client['get']>) {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`Expected success, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** A skill of the framework. */
export const aSkill = (
  admin: Client,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; name: string }> =>
  succeed(admin.post('/api/skills/', { name: `Skill ${++made} of ${admin.user_id.slice(-6)}`, ...fields }));

export const rate = (rater: Client, person: Client, skillId: string, level: number, comment = '') =>
  rater.post(`/api/users/${person.user_id}/skills/${skillId}/ratings/`, { level, comment });

/** The person's own view of one skill. */
export const skillOf = (person: Client, skillId: string) =>
  succeed(person.get(`/api/users/${person.user_id}/skills/${skillId}/`));
