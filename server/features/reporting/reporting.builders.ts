/** Test data: reporting lines made the way administrators make them. */
import type { Client } from '#server/testing/product.ts';

/** Makes `manager` lead everybody given, from now on. */
export async function leads(
  admin: Client,
  manager: Pick<Client, 'user_id'>,
  ...people: Pick<Client, 'user_id'>[]
) {
  for (const person of people) {
    const { status, body } = await admin.put(`/api/users/${person.user_id}/manager/`, {
      manager_id: manager.user_id,
    });
    if (status !== 200) throw new Error(`Expected success, got ${status}: ${JSON.stringify(body)}`);
  }
}
