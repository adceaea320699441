import { readFile } from 'node:fs/promises';
import { it } from 'vitest';
import pg from 'pg';
import { startProduct } from '#server/testing/product.ts';
const product = await startProduct();
it('measures', async () => {
  const client = new pg.Client({ connectionString: product.connection_string });
  await client.connect();
  const dataset = await readFile('bench/dataset.sql', 'utf8');
  await client.query(dataset.split('insert into categories')[0]!);
  await client.query(await readFile('bench/skills.sql', 'utf8'));
  await client.query('vacuum analyze');
  const lead = await client.query(`select '00000000-0000-4000-8000-000000000001'::uuid as id`);
  const { issueAccessToken } = await import('#server/features/identity/index.ts');
  const token = await issueAccessToken(product.ctx(), lead.rows[0].id);
  const out: string[] = [];
  for (const url of ['/api/gaps/heat/', '/api/gaps/heat/?page=20', '/api/gaps/heat/?rows=teams', '/api/gaps/heat/?rows=departments', '/api/team/', '/api/gaps/people/', '/api/gaps/heat/export/']) {
    const times: number[] = [];
    let size = 0; let head = '';
    for (let n = 0; n < 4; n++) {
      const at = performance.now();
      const r = await fetch(product.url + url, { headers: { authorization: `Bearer ${token}` } });
      const text = await r.text();
      times.push(Math.round(performance.now() - at)); size = text.length; head = r.status + ' ' + (text.match(/"count":\d+/)?.[0] ?? '');
    }
    out.push(`${url} ${head} ${times.join(' ')} ms ${size} bytes`);
  }
  process.stdout.write(out.join('\n') + '\n');
  await client.end();
}, 300_000);
