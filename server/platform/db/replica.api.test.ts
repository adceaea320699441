/** Reports on a streaming replica: fresh, and answered all the same when the replica is behind, hung or gone. */
import { beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#contract/index.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { registry } from '#server/platform/telemetry/metrics.ts';
import { atEndOfFile } from '#server/testing/end-of-file.ts';
import { type PostgresPair, startPostgresPair } from '#server/testing/postgres-pair.ts';
import { type Client, type Product, startProductOn } from '#server/testing/product.ts';

const pair: PostgresPair | null = await startPostgresPair();
if (pair) atEndOfFile(() => pair.stop());
else process.stdout.write('skipped: no PostgreSQL of the distribution with pg_basebackup is installed\n');

async function answeredBy(): Promise<Record<string, number>> {
  const counter = (await registry.getMetricsAsJSON()).find(
    ({ name }) => name === 'lyceum_replica_reads_total',
  );
  return Object.fromEntries(counter!.values.map(({ labels, value }) => [labels['result'] as string, value]));
}

describe.skipIf(!pair)('reports with a replica', () => {
  let product: Product;
  let admin: Client;
  beforeAll(async () => {
    const { primary, replica } = pair!;
    await migrate({ connection_string: primary.url, folder: 'migrations' });
    await migrateJobs(primary.url);
    product = await startProductOn(primary.url, { DATABASE_REPLICA_URL: replica.url });
    admin = await product.signIn('admin');
  });

  const reports = Object.values(contract)
    .flatMap((group) => Object.values(group))
    .filter((endpoint) => endpoint.reads === 'report' && !endpoint.path.includes('/:'));

  test('every one of them is answered by the replica', async () => {
    for (const { path } of reports) {
      const before = (await answeredBy())['replica'] ?? 0;
      const { status } = await admin.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect([path, (await answeredBy())['replica']]).toEqual([path, before + 1]);
    }
  });

  test('whoever has just changed something finds it there, a hundred times', async () => {
    for (let round = 0; round < 100; round++) {
      const name = `Skill of round ${round}`;
      expect((await admin.post('/api/skills/', { name, category: 'Rounds' })).status).toBe(201);
      const { body } = await admin.get('/api/skills/export/');
      expect(Buffer.from(body).toString()).toContain(name);
    }
  });

  test('a replica that stands still is left out, and nothing old is shown', async () => {
    await pair!.replica.freeze(true);
    try {
      expect((await admin.post('/api/skills/', { name: 'While it hung' })).status).toBe(201);
      const startedAt = performance.now();
      const { status, body } = await admin.get('/api/skills/export/');
      expect(status).toBe(200);
      expect(Buffer.from(body).toString()).toContain('While it hung');
      expect(performance.now() - startedAt).toBeLessThan(3000);
    } finally {
      await pair!.replica.freeze(false);
    }
  });

  test('a replica that is gone costs nobody an answer, and is used again when it is back', async () => {
    await pair!.replica.stop('SIGKILL');
    expect((await admin.get('/api/skills/export/')).status).toBe(200);
    await pair!.replica.start();
    await expect
      .poll(
        async () => {
          const before = (await answeredBy())['replica'] ?? 0;
          await admin.get('/api/skills/export/');
          return ((await answeredBy())['replica'] ?? 0) - before;
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBe(1);
  });
});
