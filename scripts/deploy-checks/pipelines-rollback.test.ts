/** What a roll-out leads to and where a rollback ends, on models of the platforms. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, Ecs, Kubernetes, RenderAndVercel } from './platform-models.ts';
import { type Ran, run } from './run-script.ts';

const curl = spawnSync('curl', ['--version']).status === 0;
const script = (name: string) => `deploy/pipelines/${name}.sh`;

describe.skipIf(!curl)('on a model of the platform (skipped without curl)', () => {
  let folder: string;
  let server: Server;
  let env: Record<string, string>;
  let ecs: Ecs;
  let kubernetes: Kubernetes;
  let hosted: RenderAndVercel;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-models-'));
    for (const [name, first] of [
      ['aws', ''],
      ['kubectl', ''],
      ['npx', 'shift'],
    ] as const) {
      const file = path.join(folder, name);
      await writeFile(
        file,
        `#!/bin/sh\n${first}\nfor word in "$@"; do printf '%s\\n' "$word"; done | curl --silent --fail --data-binary @- "$MODEL/run/${name}"\n`,
      );
      await chmod(file, 0o755);
    }
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const url = new URL(request.url!, 'http://model');
        if (url.pathname.startsWith('/run/')) {
          const words = body.trim().split('\n');
          const models: Record<string, { command(words: string[]): Answer }> = {
            aws: ecs,
            kubectl: kubernetes,
            npx: hosted,
          };
          const answer = models[url.pathname.slice('/run/'.length)]!.command(words);
          response.writeHead(answer === null ? 500 : 200).end(answer ? `${answer}\n` : '');
        } else if (url.pathname === '/api/health/ready/') {
          const revision = hosted.live('srv-web')?.commit ?? null;
          response.end(JSON.stringify({ status: 'ok', revision }));
        } else {
          const { status, answer } = hosted.request(request.method!, url, body);
          response.writeHead(status).end(JSON.stringify(answer));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    env = {
      PATH: `${folder}:${process.env['PATH']}`,
      MODEL: url,
      ECS_CLUSTER: 'lms-staging',
      PUBLIC_URL: url,
      RENDER_API: `${url}/v1`,
      RENDER_API_KEY: 'key',
      RENDER_SERVICES: 'srv-web srv-worker',
      RENDER_PAUSE: '0',
      VERCEL_API: url,
      VERCEL_TOKEN: 'token',
      VERCEL_ORG_ID: 'team_1',
      VERCEL_PROJECT_ID: 'prj_1',
    };
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    ecs = new Ecs();
    kubernetes = new Kubernetes();
    hosted = new RenderAndVercel(['srv-web', 'srv-worker']);
  });

  const running = async (platform: string): Promise<string> => {
    const { status, output } = await run(script('running'), [platform], env);
    expect([status, output]).toEqual([0, output]);
    return output.trim();
  };
  const back = (platform: string, before: string): Promise<Ran> =>
    run(script('rollback'), [platform, ...before.split(' ')], env);

  it.each(['kubernetes', 'ecs', 'render'])(
    'says that nothing runs on %s, and takes nothing back',
    async (platform) => {
      ecs.exists = false;
      expect(await running(platform)).toBe('nothing');
      for (const before of ['nothing', ''])
        expect(await back(platform, before)).toMatchObject({
          status: 1,
          output: expect.stringContaining('nothing ran before'),
        });
    },
  );

  describe('ECS', () => {
    const tags = () => ['backend', 'worker', 'frontend'].map(ecs.tagOf);
    const wait = (tag: string) => run(script('wait-for-rollout'), ['ecs', 'lms-staging', tag], env);
    beforeEach(() => {
      ecs.apply('old');
      ecs.command(['ecs', 'wait']);
    });

    it('is taken back after a roll-out that was stable', async () => {
      const before = await running('ecs');
      expect(before).toBe('backend=lms-backend:1 worker=lms-worker:2 frontend=lms-frontend:3');
      ecs.apply('new');
      expect(await wait('new')).toMatchObject({ status: 0 });
      expect(tags()).toEqual(['new', 'new', 'new']);
      expect((await back('ecs', before)).status).toBe(0);
      expect(tags()).toEqual(['old', 'old', 'old']);
      expect(await running('ecs')).toBe(before);
    });

    it('says so when what ran before cannot run any more', async () => {
      const before = await running('ecs');
      ecs.apply('new');
      ecs.definitions.get('lms-worker:2')!.status = 'INACTIVE';
      expect((await back('ecs', before)).status).toBe(1);
      expect(tags()).toEqual(['old', 'new', 'old']);
    });

    it('has not rolled out what its circuit breaker took back', async () => {
      ecs.broken.add('new');
      ecs.apply('new');
      const { status, output } = await wait('new');
      expect(status).toBe(1);
      expect(output).toContain('backend runs registry/backend:old, not new');
    });

    it('says so when it does not stay where it was taken back to', async () => {
      const before = await running('ecs');
      ecs.apply('new');
      ecs.broken.add('old');
      const { status, output } = await back('ecs', before);
      expect(status).toBe(1);
      expect(output).toContain('backend runs lms-backend:4, not lms-backend:1');
    });

    it('takes back what it can, and fails for what it cannot', async () => {
      const [backend] = (await running('ecs')).split(' ');
      ecs.apply('new');
      expect(await back('ecs', backend!)).toMatchObject({
        status: 1,
        output: expect.stringContaining('worker: nothing ran before'),
      });
      expect(tags()).toEqual(['old', 'new', 'new']);
    });
  });

  describe('Kubernetes', () => {
    const tags = () => ['backend/backend', 'backend/worker', 'frontend/frontend'].map(kubernetes.tagOf);
    beforeEach(() => {
      kubernetes.apply('older');
      kubernetes.apply('old');
    });

    it('goes back to what ran before', async () => {
      const before = await running('kubernetes');
      expect(before).toBe('backend/backend=2 backend/worker=2 frontend/frontend=2');
      kubernetes.apply('new');
      expect((await back('kubernetes', before)).status).toBe(0);
      expect(tags()).toEqual(['old', 'old', 'old']);
    });

    it('stays where it is when nothing had been applied', async () => {
      expect((await back('kubernetes', await running('kubernetes'))).status).toBe(0);
      expect(tags()).toEqual(['old', 'old', 'old']);
    });

    it('fails when the revision is not kept any more', async () => {
      expect(
        (await back('kubernetes', 'backend/backend=9 backend/worker=2 frontend/frontend=2')).status,
      ).toBe(1);
    });
  });

  describe('Render and Vercel', () => {
    const commits = () => hosted.services.map((service) => hosted.live(service)?.commit);
    const deploy = (commit: string) => run(script('deploy-render'), [commit], env);
    beforeEach(async () => {
      expect(await deploy('old')).toMatchObject({ status: 0 });
    });

    it('wait for the commit itself, and go back, pages too', async () => {
      const before = await running('render');
      expect(before).toMatch(/^srv-web=dep-\d srv-worker=dep-\d vercel=pages-\d\.vercel\.app$/);
      const pages = hosted.production;
      expect(await deploy('new')).toMatchObject({ status: 0 });
      expect(commits()).toEqual(['new', 'new']);
      expect(hosted.production).not.toBe(pages);
      expect(await back('render', before)).toMatchObject({ status: 0 });
      expect(commits()).toEqual(['old', 'old']);
      expect(hosted.production).toBe(pages);
    });

    it('lead to new pages also after a rollback, which makes Vercel hold its domains', async () => {
      const before = await running('render');
      await deploy('new');
      await back('render', before);
      expect(await deploy('newer')).toMatchObject({ status: 0 });
      expect(await running('render')).not.toContain(before.split(' ')[2]);
    });

    it('fail when one of them does not become live, before any page is new', async () => {
      const pages = hosted.production;
      hosted.broken.add('bad');
      const { status, output } = await deploy('bad');
      expect(status).toBe(1);
      expect(output).toMatch(/srv-web: dep-\d ended as update_failed/);
      expect(commits()).toEqual(['old', 'old']);
      expect(hosted.production).toBe(pages);
    });

    it('are not taken for rolled out while the old revision answers', async () => {
      const wait = (revision: string) =>
        run(script('wait-for-rollout'), ['address', env['PUBLIC_URL']!, '1', revision], env);
      const { status, output } = await wait('new');
      expect(status).toBe(1);
      expect(output).toContain(
        'was not ready in 1 s with revision new; it last answered: {"status":"ok","revision":"old"}',
      );
      expect(
        await run(script('wait-for-rollout'), ['address', env['PUBLIC_URL']!, '9', 'old'], env),
      ).toMatchObject({
        status: 0,
      });
    });
  });
});
