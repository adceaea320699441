/**
 * Monitoring for real: Prometheus and Alertmanager of the distribution, with the shipped configuration and rules, watch the built
 * product. A fact that is given up and a process that dies must each reach the one who is to be told.
 *
 * What is changed in the shipped files: names of machines become ports of this one, intervals and `for` become a second, and
 * receivers become one that listens here. Expressions, severities and routes stay. That the names and ports are those of
 * compose.yaml is a check of the deployment (scripts/deploy-checks/monitoring.ts).
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { freePort } from '#server/testing/free-port.ts';
import { type PostgresPair, startPostgresPair } from '#server/testing/postgres-pair.ts';
import { becomesReady, programPath, startLogged } from '../reliability/installation/programs.ts';
import { type Started, signal, stop } from '../reliability/processes.ts';

const missing = [
  ...['prometheus', 'prometheus-alertmanager'].filter((name) => !programPath(name)),
  ...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']),
];
if (missing.length > 0) process.stdout.write(`skipped: not installed: ${missing.join(', ')}\n`);

type Alert = { status: string; labels: Record<string, string>; annotations: Record<string, string> };
type Tree = Record<string, unknown>;
type Prometheus = Tree & {
  scrape_configs: { job_name: string; dns_sd_configs?: unknown; authorization?: Tree }[];
};

const shipped = async (file: string): Promise<Tree> =>
  parse(await readFile(path.join('deploy/monitoring', file), 'utf8')) as Tree;

/** Everything that names a duration of waiting, at any depth. */
function hurried(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hurried);
  if (typeof value !== 'object' || value === null) return value;
  const waits =
    /^(for|interval|scrape_interval|evaluation_interval|scrape_timeout|group_wait|group_interval)$/;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, waits.test(key) ? '1s' : hurried(one)]),
  );
}

describe.skipIf(missing.length > 0)('an operator with Prometheus', () => {
  const token = 'a token for metrics only';
  let folder: string;
  let ports: { product: number; prometheus: number; alertmanager: number };
  let receiver: Server;
  let postgres: PostgresPair | null = null;
  const started: Started[] = [];
  const received: Alert[] = [];

  /** Every job and the way to Alertmanager, each with its one address here. */
  function pointHere(prometheus: Prometheus): Prometheus {
    const here: Record<string, number> = {
      lyceum: ports.product,
      prometheus: ports.prometheus,
      alertmanager: ports.alertmanager,
    };
    const at = (port: number | undefined) => [{ targets: [`127.0.0.1:${port}`] }];
    return {
      ...prometheus,
      alerting: { alertmanagers: [{ static_configs: at(ports.alertmanager) }] },
      scrape_configs: prometheus.scrape_configs.map(({ dns_sd_configs: _names, ...job }) => ({
        ...job,
        static_configs: at(here[job.job_name]),
        ...(job.authorization
          ? { authorization: { ...job.authorization, credentials_file: path.join(folder, 'token') } }
          : {}),
      })),
    };
  }

  async function writeConfigurations(): Promise<void> {
    await mkdir(path.join(folder, 'rules'), { recursive: true });
    await writeFile(
      path.join(folder, 'rules/lyceum.yml'),
      stringify(hurried(await shipped('prometheus/rules/lyceum.yml'))),
    );
    await writeFile(path.join(folder, 'token'), token);
    await writeFile(
      path.join(folder, 'prometheus.yml'),
      stringify(pointHere(hurried(await shipped('prometheus/prometheus.yml')) as Prometheus)),
    );
    const alertmanager = hurried(await shipped('alertmanager/alertmanager.yml')) as Tree;
    const { port } = receiver.address() as AddressInfo;
    const receivers = (alertmanager['receivers'] as { name: string }[]).map(({ name }) => ({
      name,
      webhook_configs: [{ url: `http://127.0.0.1:${port}/${name}` }],
    }));
    const settings = {
      route: alertmanager['route'],
      inhibit_rules: alertmanager['inhibit_rules'],
      receivers,
    };
    await writeFile(path.join(folder, 'alertmanager.yml'), stringify(settings));
  }

  function listen(): Promise<void> {
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { alerts } = JSON.parse(Buffer.concat(parts).toString()) as { alerts: Alert[] };
        for (const alert of alerts)
          received.push({ ...alert, labels: { ...alert.labels, receiver: request.url?.slice(1) ?? '' } });
        response.end();
      });
    });
    return new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
  }

  const environment = (): Record<string, string> => ({
    ...(process.env as Record<string, string>),
    PORT: String(ports.product),
    HOST: '127.0.0.1',
    DATA_DIR: path.join(folder, 'data'),
    DATABASE_URL: postgres!.primary.url,
    SESSION_SECRET: 'a secret of the monitoring test, long enough',
    DEMO: '0',
    METRICS_TOKEN: token,
    // Backups are made by somebody else, who has never made one.
    BACKUP_AT: 'elsewhere',
    BACKUP_DIR: path.join(folder, 'backups'),
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });

  async function startEverything(): Promise<void> {
    postgres = await startPostgresPair();
    const log = (name: string) => path.join(folder, `${name}.log`);
    const product = startLogged(process.execPath, ['dist/server/serve.js'], {
      env: environment(),
      log: log('product'),
    });
    started.push(product);
    await becomesReady(product, `http://127.0.0.1:${ports.product}/api/health/ready/`);
    const alertmanager = startLogged(
      programPath('prometheus-alertmanager')!,
      [
        `--config.file=${folder}/alertmanager.yml`,
        `--storage.path=${folder}/alertmanager`,
        `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
        '--cluster.listen-address=',
      ],
      { log: log('alertmanager') },
    );
    started.push(alertmanager);
    await becomesReady(alertmanager, `http://127.0.0.1:${ports.alertmanager}/-/ready`);
    const prometheus = startLogged(
      programPath('prometheus')!,
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/prometheus`,
        `--web.listen-address=127.0.0.1:${ports.prometheus}`,
      ],
      { log: log('prometheus') },
    );
    started.push(prometheus);
    await becomesReady(prometheus, `http://127.0.0.1:${ports.prometheus}/-/ready`);
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-monitoring-'));
    await listen();
    ports = { product: await freePort(), prometheus: await freePort(), alertmanager: await freePort() };
    await writeConfigurations();
    await startEverything();
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await stop(one);
    await postgres?.stop();
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask<Answer>(question: string): Promise<Answer> {
    const answer = await fetch(`http://127.0.0.1:${ports.prometheus}/api/v1/${question}`);
    return ((await answer.json()) as { data: Answer }).data;
  }

  test('sees every target, and its rules are loaded without a mistake', async () => {
    const health = async () =>
      (await ask<{ activeTargets: { labels: { job: string }; health: string }[] }>('targets')).activeTargets
        .map(({ labels, health }) => `${labels.job} ${health}`)
        .toSorted();
    await expect.poll(health, { timeout: 20_000 }).toEqual(['alertmanager up', 'lyceum up', 'prometheus up']);
    const { groups } = await ask<{ groups: { rules: { name: string; health: string }[] }[] }>('rules');
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(20);
    await expect
      .poll(
        async () =>
          (await ask<{ groups: { rules: { name: string; health: string }[] }[] }>('rules')).groups
            .flatMap((group) => group.rules)
            .filter((rule) => rule.health !== 'ok'),
        { timeout: 20_000 },
      )
      .toEqual([]);
  });

  const told = (name: string) =>
    received.find(({ status, labels }) => status === 'firing' && labels['alertname'] === name);

  test('is told when what must happen was given up, and nothing of it before', async () => {
    expect(told('LyceumFactGivenUp')).toBeUndefined();
    const client = new pg.Client({ connectionString: postgres!.primary.url });
    await client.connect();
    await client.query(
      `insert into facts (id, name, payload, next_attempt_at) values (gen_random_uuid(), 'course.changed', '{}', 'infinity')`,
    );
    await client.end();
    await expect.poll(() => told('LyceumFactGivenUp'), { timeout: 40_000 }).toBeDefined();
    const { annotations } = told('LyceumFactGivenUp')!;
    expect(annotations['summary']).toBeTruthy();
    const anchor = annotations['runbook_url']?.split('#')[1] ?? 'none';
    const runbook = await readFile('docs/operations/monitoring.md', 'utf8');
    expect(runbook.toLowerCase()).toContain(anchor.toLowerCase());
  });

  test('is told of a backup that was never made, and that it is there once somebody made it', async () => {
    const resolved = () =>
      received.some(
        ({ status, labels }) => status === 'resolved' && labels['alertname'] === 'LyceumBackupOld',
      );
    expect(told('LyceumBackupOld')).toBeUndefined();
    const client = new pg.Client({ connectionString: postgres!.primary.url });
    await client.connect();
    await client.query(`update schema_migrations set applied_at = now() - interval '30 hours'`);
    await client.end();
    await expect.poll(() => told('LyceumBackupOld'), { timeout: 40_000 }).toBeDefined();
    expect(told('LyceumBackupOld')!.labels).toMatchObject({ severity: 'critical', receiver: 'on-call' });
    expect(resolved()).toBe(false);
    await promisify(execFile)(process.execPath, ['dist/server/lyceum.js', 'backup', '--prune', '--quiet'], {
      env: environment(),
    });
    // The folder is where no process that is watched would see it in a cluster.
    await rename(path.join(folder, 'backups'), path.join(folder, 'away'));
    await expect.poll(resolved, { timeout: 40_000 }).toBe(true);
  });

  test('on call is woken when the product dies', async () => {
    signal(started[0]!.pid, 'SIGKILL');
    await expect.poll(() => told('LyceumAllTargetsDown'), { timeout: 40_000 }).toBeDefined();
    expect(told('LyceumAllTargetsDown')!.labels).toMatchObject({ severity: 'critical', receiver: 'on-call' });
  });
});
