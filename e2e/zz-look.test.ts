import { afterAll, test } from 'vitest';
import { closeBrowser, desk, phone, signIn, visit } from './support/browser.ts';
afterAll(closeBrowser);
test('look', async () => {
  const v = await visit();
  await signIn(v.page, 'admin@demo.test');
  for (const [name, size] of [['desk', desk], ['phone', phone]] as const) {
    await v.page.setViewportSize(size);
    for (const [id, url] of [['team', '/team'], ['heat', '/team/skills'], ['skills', '/skills'], ['reporting', '/admin/reporting'], ['profile', '/admin/role-profiles/new']] as const) {
      await v.page.goto(url);
      await v.page.getByRole('heading', { level: 1 }).first().waitFor();
      await v.page.waitForLoadState('load');
      await new Promise((r) => setTimeout(r, 900));
      await v.page.screenshot({ path: `/tmp/gaps/${id}-${name}.png` });
    }
  }
  await v.context.close();
}, 90_000);
