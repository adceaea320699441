/**
 * S5, injection: sqlmap asks every list that can be searched or ordered, as an administrator, who may filter by most. That it would
 * find something is shown on a server that does what ours must not: it puts what was asked for into its statement.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import { features } from '#server/main/features.ts';
import { Cluster } from '../cluster.ts';
import { startSite } from '../product.ts';
import type { Check, Report } from '../report.ts';
import { prepareSchool } from '../school.ts';

/** Parameters that end in a condition or an order; ids, numbers and dates are read as such before anything is asked. */
const asked = ['search', 'q', 'ordering', 'cursor', 'role', 'status', 'tag'];

type Property = { enum?: string[]; anyOf?: Property[] };

/** `/api/courses/?search=a&ordering=title`; null where nothing can be filtered. */
function addressOf({ method, path: place, query }: Endpoint): string | null {
  if (method !== 'GET' || place.includes(':')) return null;
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Property>;
  };
  const given = asked
    .filter((name) => name in properties)
    .map((name) => {
      const values = [properties[name]!, ...(properties[name]!.anyOf ?? [])].flatMap((one) => one.enum ?? []);
      return [name, values[0] ?? 'a'];
    });
  return given.length > 0 ? `${place}?${new URLSearchParams(given)}` : null;
}

/** @returns what sqlmap says it can inject into; `ended` is false when it gave up before having tried */
async function sqlmap(
  report: Report,
  url: string,
  headers: string[],
): Promise<{ injectable: string[]; ended: boolean; requests: number }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-sqlmap-'));
  report.defer(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(
    'sqlmap',
    [
      ...['--url', url, '--batch', '--level', '3', '--dbms', 'PostgreSQL', '--disable-coloring'],
      ...['--output-dir', folder, '--timeout', '15', '--retries', '1', '-t', path.join(folder, 'traffic')],
      ...['--param-exclude', '^(?!(search|q|ordering|cursor|role|status|tag)$)'],
      ...headers.flatMap((header) => ['--header', header]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  report.defer(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const injectable = [...said.matchAll(/^Parameter: (.+)$/gm)].map(([, name]) => name!);
  const ended = injectable.length > 0 || said.includes('do not appear to be injectable');
  if (!ended) report.say(said.slice(-1500));
  const requests = [...said.matchAll(/testing '/g)].length;
  return { injectable, ended, requests };
}

/** Does what must not be done. */
async function aCarelessServer(report: Report, cluster: Cluster): Promise<string> {
  const server = createServer((request, response) => {
    const search = new URL(request.url!, 'http://localhost').searchParams.get('search') ?? '';
    cluster.query(`select title from courses where title ilike '%${search}%'`).then(
      (rows) => response.end(JSON.stringify(rows)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  report.defer(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?search=a`;
}

async function run(report: Report): Promise<void> {
  if (spawnSync('sqlmap', ['--version']).status !== 0)
    return report.skip('sqlmap is not installed (apt-get install sqlmap)');
  const cluster = await Cluster.create(report);
  const site = await startSite(report, { database_url: cluster.url, webs: 1, worker: 'inside' });
  const base = site.bases[0]!;
  const school = await prepareSchool(base, { learners: 20, lessons: 5, courses: 3 });
  const careless = await sqlmap(report, await aCarelessServer(report, cluster), []);
  report.atLeast('a careless server: parameters it could inject into', careless.injectable.length, 1);
  const addresses = features
    .flatMap(({ routes }) => routes.map(({ endpoint }) => addressOf(endpoint)))
    .filter((address) => address !== null);
  const wanted = addresses.slice(0, report.count(addresses.length, 2));
  const found: string[] = [];
  let unfinished = 0;
  let kinds = 0;
  for (const address of wanted) {
    const { injectable, ended, requests } = await sqlmap(report, base + address, [
      `Authorization: Bearer ${school.admin}`,
    ]);
    if (!ended) unfinished++;
    kinds += requests;
    found.push(...injectable.map((name) => `${address}: ${name}`));
  }
  report.atLeast('lists asked', wanted.length, report.count(10, 2));
  report.counted('kinds of injection tried on them, level 3', kinds);
  report.zero('not tried to the end', unfinished);
  report.zero('parameters it could inject into', found.length);
  for (const one of found) report.say(one);
}

export const check: Check = { id: 'S5b', title: 'Lists under sqlmap', minutes: 10, run };
