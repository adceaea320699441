/** The metrics: by the conventions, bounded whatever is asked, and counting what happens (L-119). */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { registry } from './metrics.ts';

const product = await startProduct();
const metrics = async (): Promise<string> =>
  Buffer.from((await product.anonymous.get('/metrics')).body as ArrayBuffer).toString();
const readSeries = async (series: string): Promise<number> =>
  Number(
    (await metrics())
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1) ?? 0,
  );

/** Every label there is, with what its values come from. A new one needs a look: may people put values into it? */
const boundedLabels = new Set([
  'service', // the three services and the platform
  'method', // seven and "other"
  'route', // as written in the contract
  'status', // of HTTP
  'version', // this build
  'node', // its Node.js
  'pool', // primary, replica
  'operation', // select, insert, update, delete, other
  'outcome', // two or three words per metric
  'class', // of SQLSTATE, see classOf
  'state', // two or three words per metric
  'reaction', // names in the code
  'task', // names in the code
  'result', // of replica reads
  'vital', // five
  'device', // phone, tablet, desktop
  'kind', // of collected garbage, of async resources, of caches: words of the code or of Node.js
  'space', // of V8's heap
  'type', // of libuv's handles
  'major', // version of Node.js
  'minor',
  'patch',
  'cache', // names in the code
  'cost', // of a request, five
  'scope', // of a rate limit
  'le', // bounds of histograms
  'quantile',
]);

it('has no label that could take an id, an address or a text', async () => {
  for (const metric of await registry.getMetricsAsJSON())
    for (const { labels } of metric.values)
      for (const name of Object.keys(labels))
        expect(boundedLabels, `${metric.name}{${name}} in metrics.api.test.ts`).toContain(name);
});

it('does not grow with what is asked', async () => {
  const ask = async () => {
    for (let count = 0; count < 40; count++) {
      await product.anonymous.get(`/api/courses/${newId()}/`);
      await product.anonymous.get(`/nothing/${newId()}`);
      await product.anonymous.get(`/api/nothing/${newId()}?search=${newId()}`);
      await product.anonymous.post('/api/auth/login/', { email: `${newId()}@x.test`, password: newId() });
    }
    await fetch(`${product.url}/api/courses/`, { method: 'PROPFIND' }).then((answer) => answer.arrayBuffer());
  };
  await ask();
  await metrics();
  const series = (text: string) =>
    text
      .split('\n')
      .filter((line) => /^lyceum_http/.test(line))
      .map((line) => line.replace(/ [^ ]+$/, ''));
  const before = series(await metrics());
  await ask();
  expect(series(await metrics())).toEqual(before);
  expect(before.join('\n')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

it('counts what people do once the fact of it is delivered', async () => {
  const trainer = await product.signIn('trainer');
  const learner = await product.signIn('learner');
  const { body: course } = await trainer.post('/api/courses/', {
    title: 'Counting',
    description: 'One, two',
  });
  await trainer.post('/api/lessons/', { course_id: course.id, title: 'One', content: '<p>One</p>' });
  await trainer.post(`/api/courses/${course.id}/publish/`);
  const before = await readSeries('lyceum_enrollments_total');
  expect((await learner.post(`/api/courses/${course.id}/enroll/`)).status).toBe(201);
  await product.settle();
  expect(await readSeries('lyceum_enrollments_total')).toBe(before + 1);
  expect(await readSeries('lyceum_fact_delivery_seconds_count')).toBeGreaterThan(0);
});

it('says what waits, what was given up, and how busy the database is', async () => {
  const id = newId();
  await product.runtime.db.run(
    sql`insert into facts (id, name, payload, next_attempt_at) values (${id}, 'course.changed', '{}', 'infinity')`,
  );
  await expect.poll(() => readSeries('lyceum_facts{state="given_up"}'), { timeout: 10_000 }).toBe(1);
  await product.runtime.db.run(sql`delete from facts where id = ${id}`);
  const text = await metrics();
  for (const series of [
    'lyceum_database_query_seconds_count{pool="primary",operation="select"}',
    'lyceum_database_query_seconds_count{pool="primary",operation="insert"}',
    'lyceum_database_transactions_total{outcome="commit"}',
    'lyceum_database_pool_limit{pool="primary"} 10',
    'lyceum_database_pool_waiting{pool="primary"} 0',
    'lyceum_event_loop_utilization_ratio',
    'lyceum_event_streams_open 0',
    'lyceum_data_folder_free_bytes',
    'lyceum_build_info{version="0.1.0"',
    'process_start_time_seconds',
    'lyceum_http_request_seconds_count{service="courses",method="POST",route="/api/courses/",status="201"}',
  ])
    expect(text).toContain(series);
});

it('counts a broken constraint as that', async () => {
  const series = 'lyceum_database_errors_total{class="constraint"}';
  const before = await readSeries(series);
  await expect(
    product.runtime.db.run(sql`insert into facts (id, name, payload) values (null, 'x', '{}')`),
  ).rejects.toThrow();
  expect(await readSeries(series)).toBe(before + 1);
});

it.skipIf(spawnSync('promtool', ['--version']).status !== 0)(
  'passes promtool’s reading of metrics',
  async () => {
    const { stdout, stderr, status } = spawnSync('promtool', ['check', 'metrics'], {
      input: await metrics(),
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  },
);
