import { afterAll, test } from 'vitest';
import { axeProblems } from './support/axe.ts';
import { closeBrowser, desk, phone, signIn, visit } from './support/browser.ts';
afterAll(closeBrowser);
test('shots', async () => {
  type Act = (page: import('playwright-core').Page) => Promise<unknown>;
  const shoot = async (who: string, list: [string, string, Act?][]) => {
    for (const [size, viewport, colorScheme] of [['desk', desk, 'dark'], ['phone', phone, 'light']] as const) {
      const v = await visit({ viewport, colorScheme });
      await signIn(v.page, who);
      for (const [name, href, act] of list) {
        await v.page.goto(href);
        await v.page.waitForLoadState('networkidle').catch(() => undefined);
        await v.page.waitForTimeout(300);
        if (act) await act(v.page).catch((e: Error) => console.log(name, size, e.message.split('\n')[0]));
        await v.page.waitForTimeout(600);
        await v.page.screenshot({ path: `/tmp/skills/${name}-${size}.png`, fullPage: size === 'phone' });
        const wide = await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        const bad = await axeProblems(v.page).catch((e: Error) => [String(e)]);
        console.log('RES', name, size, 'overflow', wide, 'axe', JSON.stringify(bad).slice(0, 600));
      }
      await v.context.close();
      if (v.problems.length) console.log('PROBLEMS', v.problems.slice(0, 3).join('\n'));
    }
  };
  await shoot('learner@demo.test', [['demo', '/skills'], ['demopanel', '/skills', (p) => p.getByRole('row').nth(1).getByRole('link').first().click()]]);
  await shoot('admin@demo.test', [['import', '/admin/skills', async (p) => {
    await p.getByRole('button', { name: 'More actions' }).click();
    await p.getByRole('menuitem', { name: 'Import from CSV' }).click();
    await p.getByLabel('CSV file').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('path,level_1_name,parent\nCrane > Tower crane,Starter,\nLost,,Nobody\n') });
  }]]);
}, 200_000);
