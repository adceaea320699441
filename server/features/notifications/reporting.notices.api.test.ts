/** What people are told when their manager changes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();
let admin: Client;
let henrik: Client;

beforeAll(async () => {
  admin = await product.signIn('admin');
  henrik = await product.signIn('learner', { display_name: 'Henrik Dahl' });
});

const said = async (client: Client): Promise<string[]> => {
  await product.settle();
  return (await client.get('/api/notifications/')).body.results.map(
    (one: { message: string }) => one.message,
  );
};
const setManager = (person: Client, manager: Client | null) =>
  admin.put(`/api/users/${person.user_id}/manager/`, { manager_id: manager?.user_id ?? null });

describe('a change of the reporting line', () => {
  it('is told to the person and to the new manager, each in their language, and its end to the person', async () => {
    const sofie = await product.signIn('learner', { display_name: 'Sofie Kjær' });
    await product.runtime.db.run(
      sql`update user_profiles set language = 'de' where user_id = ${henrik.user_id}`,
    );
    await setManager(sofie, henrik);
    expect(await said(sofie)).toEqual(['Henrik Dahl is your manager now.']);
    expect(await said(henrik)).toEqual(['Sofie Kjær gehört jetzt zu Ihrem Team.']);
    await setManager(sofie, null);
    expect((await said(sofie))[0]).toBe('You have no manager at the moment.');
  });

  it('tells a stand-in', async () => {
    const acting = await product.signIn('learner');
    const now = product.ctx().now.getTime();
    await admin.post('/api/acting-managers/', {
      manager_id: henrik.user_id,
      acting_id: acting.user_id,
      valid_from: new Date(now).toISOString(),
      valid_until: new Date(now + 86_400_000).toISOString(),
    });
    expect(await said(acting)).toEqual(['When you act for Henrik Dahl was changed.']);
  });
});
