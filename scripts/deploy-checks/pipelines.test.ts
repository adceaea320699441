/** Pipelines and platforms are broken one by one; their scripts run against a product, and against programs that write down calls. */
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerOperations } from '#server/main/operations.ts';
import { createRuntime, type Runtime } from '#server/main/runtime.ts';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import { serveWeb } from '#server/platform/http/web.ts';
import { cloneDatabase } from '#server/testing/database.ts';
import { startSmtpSink } from '#server/testing/smtp-sink.ts';
import { type Break, isContent, notices } from './breaking.ts';
import { pipelinesCheck, unbalanced } from './pipelines.ts';
import { platformsCheck } from './platforms.ts';
import { run } from './run-script.ts';

const pipeline = '.github/workflows/pipeline.yml';
const rollout = '.github/workflows/rollout.yml';

const pipelineBreaks: Break[] = [
  ['a trigger does not exist', pipeline, '  pull_request:\n', '  pull_requests:\n', 'workflow-schema'],
  [
    'an expression names a context that does not exist',
    rollout,
    '{{ vars.NOTIFY_FROM',
    '{{ settings.NOTIFY_FROM',
    'workflow-schema',
  ],
  [
    'a step has a key that does not exist',
    pipeline,
    'run: npm run check',
    'runs: npm run check',
    'workflow-schema',
  ],
  ['a job needs one that does not exist', pipeline, 'needs: images', 'needs: image', 'workflow-reference'],
  [
    'a called workflow does not exist',
    pipeline,
    'uses: ./.github/workflows/rollout.yml',
    'uses: ./.github/workflows/roll.yml',
    'workflow-reference',
  ],
  [
    'a called workflow is not given what it needs',
    rollout,
    '      tag:\n',
    '      image_tag:\n',
    'workflow-reference',
  ],
  [
    'an action is not pinned',
    pipeline,
    'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020',
    'actions/setup-node@v4',
    'workflow-pin',
  ],
  ['a job may run for ever', pipeline, '    timeout-minutes: 15\n', '', 'workflow-timeout'],
  [
    'a workflow takes every permission',
    rollout,
    'permissions:\n  contents: read\n\njobs',
    'jobs',
    'workflow-permissions',
  ],
  ['a stage is missing in the workflow', pipeline, 'name: Unit tests', 'name: Units', 'stages'],
  [
    'a stage is missing in the Jenkinsfile',
    'Jenkinsfile',
    "stage('Smoke tests')",
    "stage('Smoke')",
    'stages',
  ],
  ['a job does not wait for the one before it', pipeline, 'needs: e2e', 'needs: images', 'stages'],
  [
    'a bracket of the Jenkinsfile stays open',
    'Jenkinsfile',
    "steps { sh 'npm ci' }",
    "steps { sh 'npm ci' ",
    'jenkins-structure',
  ],
  ['the Jenkinsfile has no agent', 'Jenkinsfile', '  agent {', '  node {', 'jenkins-structure'],
  [
    'another branch reaches production',
    pipeline,
    "github.ref == 'refs/heads/main'",
    "github.ref != ''",
    'promotion',
  ],
  [
    'another branch reaches production by Jenkins',
    'Jenkinsfile',
    "stage('Deploy to production') {\n      when { branch 'main' }",
    "stage('Deploy to production') {\n      when { branch 'develop' }",
    'promotion',
  ],
  ['develop goes nowhere', pipeline, 'branches: [main, develop]', 'branches: [main]', 'promotion'],
  ['a gate is missing', pipeline, 'npm audit signatures', 'true', 'promotion'],
  [
    'nothing is taken back',
    rollout,
    'sh deploy/pipelines/rollback.sh',
    'sh deploy/pipelines/rollforward.sh',
    'named',
  ],
  [
    'what the journeys find wrong stays on staging',
    pipeline,
    "needs.staging.result == 'success' && needs.e2e.result != 'success'",
    'false',
    'way-back',
  ],
  [
    'what the last smoke test finds wrong stays in production',
    pipeline,
    'needs: [production, smoke]',
    'needs: smoke',
    'way-back',
  ],
  ['Jenkins leaves staging as it is', 'Jenkinsfile', "takeBack('staging'", "notice('bad'", 'way-back'],
  [
    'Jenkins does not ask what runs before',
    'Jenkinsfile',
    'before[environment] = running()',
    "before[environment] = ''",
    'way-back',
  ],
  [
    'a roll-out that has not begun is taken back',
    rollout,
    "(!success() && steps.before.outcome == 'success')",
    '!success()',
    'way-back',
  ],
  [
    'Jenkins never deploys to Render and Vercel',
    'Jenkinsfile',
    'deploy-render.sh',
    'wait-for-rollout.sh',
    'way-back',
  ],
  [
    'a rollback on Vercel does not know the team',
    rollout,
    '      VERCEL_ORG_ID: ',
    '      VERCEL_ORG: ',
    'script-environment',
  ],
  [
    'an expression is put into a command',
    rollout,
    'smoke-test.sh "$PUBLIC_URL"',
    `smoke-test.sh "\${{ vars.PUBLIC_URL }}"`,
    'workflow-injection',
  ],
  [
    'the name of a branch is put into a command by Jenkins',
    'Jenkinsfile',
    `sh 'sh deploy/pipelines/notify.sh "$STATE" "$LINE"'`,
    `sh "sh deploy/pipelines/notify.sh \${line}"`,
    'jenkins-shell',
  ],
  ['a script cannot be parsed', 'deploy/pipelines/rollback.sh', 'esac', 'esc', 'shell'],
  ['a script goes on with what is not set', 'deploy/pipelines/deploy-ecs.sh', 'set -eu\n', '', 'shell'],
  ['an npm script does not exist', 'Jenkinsfile', 'npm run e2e', 'npm run journeys', 'named'],
  [
    'a file that is named does not exist',
    'deploy/kubernetes/base/migrate.yaml',
    'deploy/pipelines/deploy-kubernetes.sh',
    'deploy/pipelines/deploy-k8s.sh',
    'named',
  ],
];

const platformBreaks: Break[] = [
  ['Render has no worker', 'render.yaml', '- type: worker', '- type: cron', 'render'],
  [
    'Render takes a database that does not exist',
    'render.yaml',
    'fromDatabase: { name: lyceum,',
    'fromDatabase: { name: lms,',
    'render',
  ],
  [
    'Render is given a variable that does not exist',
    'render.yaml',
    'key: DATABASE_POOL',
    'key: DATABASE_POOLS',
    'environment',
  ],
  [
    'Render is given a value that would stop the start',
    'render.yaml',
    'key: REGISTRATION, value: closed',
    'key: REGISTRATION, value: shut',
    'environment-value',
  ],
  [
    'a secret is written down for Render',
    'render.yaml',
    'key: SESSION_SECRET, generateValue: true',
    'key: SESSION_SECRET, value: abcdefghijklmnopqrstuvwxyzabcdef',
    'secret',
  ],
  [
    'Render asks another address whether it is well',
    'render.yaml',
    'healthCheckPath: /api/health/ready/',
    'healthCheckPath: /',
    'render',
  ],
  ['Render would build another image', 'Dockerfile', 'AS backend', 'AS api', 'render'],
  [
    "Vercel sends to a host that is not Render's",
    'vercel.json',
    'lyceum-backend.onrender.com',
    'lyceum.example.org',
    'vercel',
  ],
  [
    'Render rolls out what is not tested',
    'render.yaml',
    'autoDeployTrigger: "off"',
    'autoDeployTrigger: commit',
    'render',
  ],
  [
    'Vercel rolls out what is not tested',
    'vercel.json',
    '"deploymentEnabled": false',
    '"deploymentEnabled": true',
    'vercel',
  ],
  ['Vercel serves another folder', 'vercel.json', '"dist/web"', '"build"', 'vercel'],
  [
    'pages of Vercel say nothing of scripts',
    'vercel.json',
    '"key": "content-security-policy"',
    '"key": "x-other"',
    'page-headers',
  ],
  [
    'a page of Vercel may load more than the product lets it',
    'vercel.json',
    "object-src 'none'",
    "object-src 'self'",
    'page-headers',
  ],
  [
    'the product tells browsers more than Vercel does',
    'deploy/nginx/security-headers.conf',
    'camera=(), ',
    '',
    'page-headers',
  ],
  ["Vercel would write over the backend's own headers", 'vercel.json', '(?!api/|', '(?!', 'page-headers'],
  [
    'Vercel forgets addresses of the backend',
    'vercel.json',
    '"destination": "https://lyceum-backend.onrender.com/shared/',
    '"destination": "http://lyceum-backend.onrender.com/shared/',
    'addresses',
  ],
  [
    'the ingress forgets addresses of the backend',
    'deploy/kubernetes/base/ingress.yaml',
    'path: /.well-known',
    'path: /known',
    'addresses',
  ],
  [
    'the load balancer forgets addresses of the backend',
    'deploy/terraform/modules/alb/main.tf',
    '"/courses/*", ',
    '',
    'addresses',
  ],
];

describe('pipelines', () => {
  isContent(pipelinesCheck);
  notices(pipelinesCheck, pipelineBreaks);

  it('sees brackets through texts and comments', () => {
    expect(unbalanced("a { b('}') // }\n }")).toBeNull();
    expect(unbalanced('a { b("x\\"}") }')).toBeNull();
    expect(unbalanced('a { (} )')).toContain('closes nothing');
    expect(unbalanced("a 'b\n'")).toContain('does not end');
  });
});

describe('platforms', () => {
  isContent(platformsCheck);
  notices(platformsCheck, platformBreaks);
});

const mail = await startSmtpSink();
const curl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!curl)('the smoke test (skipped without curl)', () => {
  let runtime: Runtime;
  let url: string;
  let drop: () => Promise<void>;
  let folder: string;
  beforeAll(async () => {
    const database = await cloneDatabase(inject('admin_url'));
    drop = database.drop;
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-smoke-'));
    await mkdir(path.join(folder, 'web'));
    await cp('web/index.html', path.join(folder, 'web/index.html'));
    const config = completeConfig(
      readEnvironment({
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATA_DIR: folder,
        DATABASE_URL: database.connection_string,
        SESSION_SECRET: 'a secret for tests that is long enough',
        DEMO: '0',
        WORKER: '0',
      }),
      { embedded: false },
    );
    runtime = await createRuntime({ config, connection_string: database.connection_string });
    await registerOperations(runtime);
    await serveWeb(runtime.app, { folder: path.join(folder, 'web'), describe: async () => null });
    url = await runtime.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await runtime.stop();
    await drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('passes on a running product', async () => {
    const { status, output } = await run('deploy/pipelines/smoke-test.sh', [`${url}/`]);
    expect(output).not.toContain('FAILED');
    expect(output.match(/^ok /gm)).toHaveLength(7);
    expect(status).toBe(0);
  });

  it('fails where nothing listens, and where something else answers', async () => {
    const other = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const wrong = await run('deploy/pipelines/smoke-test.sh', [`http://127.0.0.1:${port}`]);
    expect(wrong.status).toBe(1);
    expect(wrong.output).toContain('FAILED  the process is alive');
    await new Promise((resolve) => other.close(resolve));
    const dead = await run('deploy/pipelines/smoke-test.sh', [`http://127.0.0.1:${port}`]);
    expect(dead.status).toBe(1);
    expect(dead.output).toContain('no answer from');
  });

  it('waits for an address, and not for ever', async () => {
    expect((await run('deploy/pipelines/wait-for-rollout.sh', ['address', url, '5'])).status).toBe(0);
    const { status, output } = await run('deploy/pipelines/wait-for-rollout.sh', [
      'address',
      'http://127.0.0.1:9',
      '1',
    ]);
    expect(status).toBe(1);
    expect(output).toContain('was not ready in 1 s');
  });

  it('sends a mail about what went wrong', async () => {
    const settings = {
      NOTIFY_SMTP_URL: mail.url,
      NOTIFY_FROM: 'pipeline@example.test',
      NOTIFY_TO: 'platform@example.test',
    };
    expect(
      (await run('deploy/pipelines/notify.sh', ['bad', 'staging was taken back'], settings)).output,
    ).toBe('');
    expect(mail.received).toMatchObject([
      {
        to: ['platform@example.test'],
        raw: expect.stringContaining('Subject: Lyceum: staging was taken back'),
      },
    ]);
  });

  it('tells Slack what happened, with quotes and all, and fails nobody when Slack is away', async () => {
    const heard: string[] = [];
    const slack = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        heard.push((JSON.parse(body) as { text: string }).text);
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
    const hook = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/` };
    expect((await run('deploy/pipelines/notify.sh', ['bad', 'it said "no" \\o/'], hook)).status).toBe(0);
    expect(heard).toEqual([':rotating_light: it said "no" \\o/']);
    await new Promise((resolve) => slack.close(resolve));
    expect(await run('deploy/pipelines/notify.sh', ['good', 'again'], hook)).toMatchObject({
      status: 0,
      output: expect.stringContaining('Slack was not told'),
    });
  });
});

describe('a roll-out to Kubernetes', () => {
  let folder: string;
  let calls: () => Promise<string[]>;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-rollout-'));
    await mkdir(path.join(folder, 'bin'));
    await cp('deploy', path.join(folder, 'deploy'), { recursive: true });
    const kubectl = path.join(folder, 'bin/kubectl');
    await writeFile(
      kubectl,
      '#!/bin/sh\necho "kubectl $*" >> "$CALLS"\ncase "$*" in apply*) cat "$3/kustomization.yaml" >> "$CALLS" ;; esac\n',
    );
    await chmod(kubectl, 0o755);
    const log = path.join(folder, 'calls');
    env = { PATH: `${folder}/bin:${process.env['PATH']}`, CALLS: log };
    calls = async () => {
      const text = await readFile(log, 'utf8');
      await rm(log);
      return text.trim().split('\n');
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('rolls a tag out to Kubernetes: the old migration goes first, and nothing is left behind', async () => {
    const { status } = await run(
      path.join(folder, 'deploy/pipelines/deploy-kubernetes.sh'),
      ['staging', 'abc123', 'registry.example.org'],
      env,
    );
    expect(status).toBe(0);
    const made = await calls();
    expect(made[0]).toBe('kubectl --namespace backend delete job migrate --ignore-not-found --wait');
    expect(made[1]).toMatch(/^kubectl apply --kustomize /);
    expect(made.join('\n')).toContain('newName: registry.example.org/lyceum-backend, newTag: abc123');
    expect(made.join('\n')).toContain('resources: [../staging]');
    expect(await readdir(path.join(folder, 'deploy/kubernetes/overlays'))).toEqual([
      'dev',
      'production',
      'staging',
    ]);
  });

  it('refuses an environment that does not exist', async () => {
    const { status, output } = await run(
      path.join(folder, 'deploy/pipelines/deploy-kubernetes.sh'),
      ['prod', 'abc123'],
      env,
    );
    expect(status).toBe(2);
    expect(output).toContain('there is no environment prod');
  });

  it('says how it is used when it is not', async () => {
    expect((await run('deploy/pipelines/rollback.sh', [], env)).status).toBe(2);
    expect((await run('deploy/pipelines/wait-for-rollout.sh', ['heroku'], env)).status).toBe(2);
  });
});
