/** The roll-out to AWS runs against programs that write down calls and remember what was made: order, refusals, and what is uploaded. */
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const registry = '111111111111.dkr.ecr.eu-central-1.amazonaws.com';
const bucket = 'lms-staging-assets-111111111111';

/** Terraform has an output when what it is made of was applied; a whole run makes everything. */
const terraform = `
case "$*" in
  *" apply "*) [ -z "\${FAIL_APPLY:-}" ] || case "$*" in *"$FAIL_APPLY"*) exit 1 ;; esac
    case "$*" in *-target=module.ecr*) touch "$STATE/repositories" ;; *-target*) touch "$STATE/foundation" ;; esac ;;
  *" output -json repositories") [ -e "$STATE/repositories" ] || { echo 'Output "repositories" not found' >&2; exit 1; }
    echo '{"backend":"${registry}/lms-staging/backend","frontend":"${registry}/lms-staging/frontend"}' ;;
  *" output -json "*) [ -e "$STATE/foundation" ] && [ -z "\${NO_OUTPUTS:-}" ] || { echo 'Output not found' >&2; exit 1; }
    case "$*" in
      *cluster) echo '"lms-staging"' ;;
      *migrate_task) echo '{"task_definition":"arn:migrate:7","subnets":["subnet-a","subnet-b"],"security_group":"sg-tasks"}' ;;
      *assets_bucket) echo '"${bucket}"' ;;
    esac ;;
esac`;
const aws = `
case "$*" in
  "ecr get-login-password "*) echo password-of-ecr ;;
  "ecr describe-images "*) [ -n "\${PUSHED:-}" ] || exit 254 ;;
  "ecs run-task "*) echo "\${TASK:-arn:task}" ;;
  "ecs wait tasks-stopped "*) [ -z "\${NEVER_ENDS:-}" ] || exit 255 ;;
  "ecs describe-tasks "*exitCode*) echo "\${CODE:-0}" ;;
  "ecs describe-tasks "*stoppedReason*) echo 'CannotPullContainerError' ;;
  "ecs describe-services "*) echo arn:definition ;;
  "ecs describe-task-definition "*) echo "${registry}/lms-staging/backend:\${RUNS:-abc123}" ;;
  "s3 sync "*) (cd "$3" && find . -type f | sort) >> "$STATE/seen" ;;
esac`;
/** An image is a folder here; \`docker cp\` takes what the Dockerfile puts there. */
const docker = `
case "$1" in
  login) [ "$(cat)" = password-of-ecr ] || exit 1 ;;
  create) case "$2" in *backend*) echo container-backend ;; *) echo container-frontend ;; esac ;;
  cp) case "$2" in
      container-backend:/app/dist/web/assets/. | container-frontend:/usr/share/nginx/html/assets/.)
        [ -n "\${NO_ASSETS:-}" ] || cp -R "$STATE/assets/." "$3" ;;
      *) echo "no such folder" >&2; exit 1 ;;
    esac ;;
esac`;

describe('the roll-out to AWS', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-aws-'));
    await mkdir(path.join(folder, 'bin'));
    for (const [name, body] of Object.entries({ terraform, aws, docker })) {
      const file = path.join(folder, 'bin', name);
      await writeFile(file, `#!/bin/sh\necho "${name} $*" >> "$STATE/calls"\n${body}\n`);
      await chmod(file, 0o755);
    }
    await cp('deploy', path.join(folder, 'deploy'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    const state = path.join(folder, 'state');
    await rm(state, { recursive: true, force: true });
    await mkdir(path.join(state, 'assets'), { recursive: true });
    for (const name of ['main-abc.js', 'main-abc.js.br', 'main-abc.js.gz', 'main-def.css'])
      await writeFile(path.join(state, 'assets', name), name);
    env = { PATH: `${folder}/bin:${process.env['PATH']}`, STATE: state };
  });

  const deploy = (more: Record<string, string> = {}, args = ['staging', 'abc123', 'ghcr.io/example']) => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      [path.join(folder, 'deploy/pipelines/deploy-ecs.sh'), ...args],
      { env: { ...env, ...more }, encoding: 'utf8' },
    );
    return { status, output: stdout + stderr };
  };
  const calls = async () => {
    const text = await readFile(path.join(folder, 'state/calls'), 'utf8').catch(() => '');
    return text
      .trim()
      .replaceAll(`-chdir=${folder}/deploy/terraform `, '')
      .replaceAll(/\/\S*\/tmp\.\w+/g, 'FOLDER')
      .split('\n');
  };
  const isWhole = (call: string) => call.startsWith('terraform apply') && !call.includes('-target');

  it('does all there is to do, in this order, with nothing made before', async () => {
    const { status, output } = deploy();
    expect(output).not.toContain('not found');
    expect(status).toBe(0);
    const made = await calls();
    const order = [
      'terraform init',
      'terraform validate',
      'terraform apply -input=false -auto-approve -var-file=environments/staging/terraform.tfvars -var image_tag=abc123 -target=module.ecr',
      'aws ecr get-login-password --region eu-central-1',
      `docker login --username AWS --password-stdin ${registry}`,
      'docker pull --quiet ghcr.io/example/lyceum-backend:abc123',
      `docker push --quiet ${registry}/lms-staging/backend:abc123`,
      `docker push --quiet ${registry}/lms-staging/frontend:abc123`,
      'terraform apply -input=false -auto-approve -var-file=environments/staging/terraform.tfvars -var image_tag=abc123 -target=module.vpc',
      'aws ecs run-task --cluster lms-staging --task-definition arn:migrate:7 --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-b],securityGroups=[sg-tasks]}',
      'aws ecs wait tasks-stopped --cluster lms-staging --tasks arn:task',
      'aws ecs describe-tasks',
      `docker create ${registry}/lms-staging/backend:abc123`,
      `docker create ${registry}/lms-staging/frontend:abc123`,
      `aws s3 sync FOLDER s3://${bucket}/assets`,
      'terraform apply -input=false -auto-approve -var-file=environments/staging/terraform.tfvars -var image_tag=abc123',
      'aws ecs wait services-stable',
    ];
    let at = -1;
    for (const step of order) {
      const next = made.findIndex(
        (call, index) =>
          index > at &&
          call.startsWith(step) &&
          (!isWhole(step) || step.includes('-target') || isWhole(call)),
      );
      expect(next, `${step} comes after ${made[at] ?? 'the start'}, in\n${made.join('\n')}`).toBeGreaterThan(
        at,
      );
      at = next;
    }
    expect(made.filter(isWhole)).toHaveLength(1);
  });

  it('fails when ECS has gone back to the images of before by itself', () => {
    const { status, output } = deploy({ RUNS: 'before' });
    expect(status).not.toBe(0);
    expect(output).toContain('not abc123: ECS has taken it back');
  });

  it('uploads what the images hold for ever, as what it is, and deletes nothing', async () => {
    expect(deploy().status).toBe(0);
    const made = (await calls()).filter((call) => call.startsWith('aws s3'));
    expect(made).toHaveLength(3);
    for (const call of made) {
      expect(call).toContain('--cache-control public,max-age=31536000,immutable');
      expect(call).not.toContain('--delete');
    }
    expect(made[0]).toContain('--exclude * --include *.js --content-type text/javascript');
    expect(made[1]).toContain('--exclude * --include *.css --content-type text/css');
    expect(made[2]).toContain('--exclude *.br --exclude *.gz');
    expect(await readFile(path.join(folder, 'state/seen'), 'utf8')).toContain('main-abc.js');
    const removed = (await calls()).filter((call) => call.startsWith('docker rm'));
    expect(removed).toEqual([
      'docker rm --volumes container-backend',
      'docker rm --volumes container-frontend',
    ]);
  });

  it('takes the assets from where the Dockerfile puts them', async () => {
    const dockerfile = await readFile('Dockerfile', 'utf8');
    expect(dockerfile).toContain('COPY --from=build /app/dist/web /usr/share/nginx/html\n');
    expect(dockerfile).toMatch(
      /AS backend\n[\s\S]*WORKDIR \/app\n[\s\S]*COPY --from=build \/app\/dist dist\n/,
    );
  });

  it('can be repeated: an image that is in ECR already is not pushed again', async () => {
    expect(deploy({ PUSHED: '1' }).status).toBe(0);
    expect((await calls()).filter((call) => /^docker (pull|push)/.test(call))).toEqual([]);
  });

  it.each([
    ['fails', { CODE: '1' }, 'the migration ended with 1'],
    ['does not get as far as an exit code', { CODE: 'None' }, 'CannotPullContainerError'],
    ['is not started', { TASK: 'None' }, 'the migration was not started'],
    ['does not end', { NEVER_ENDS: '1' }, 'was not seen to end'],
  ])('tells no service when the migration %s', async (_how, more, said) => {
    const { status, output } = deploy(more);
    expect(status).toBe(1);
    expect(output).toContain(said);
    const made = await calls();
    expect(made.filter(isWhole)).toEqual([]);
    expect(made.join('\n')).not.toContain('aws s3');
  });

  it.each([
    ['Terraform fails', { FAIL_APPLY: '-target=module.vpc' }, ''],
    ['an output is absent', { NO_OUTPUTS: '1' }, 'Terraform has no output cluster'],
  ])('migrates nothing when %s', async (_what, more, said) => {
    const { status, output } = deploy(more);
    expect(status).toBe(1);
    expect(output).toContain(said);
    expect((await calls()).join('\n')).not.toContain('run-task');
  });

  it('tells no service when the images hold no assets', async () => {
    const { status, output } = deploy({ NO_ASSETS: '1' });
    expect(status).toBe(1);
    expect(output).toContain('there is no script in the assets');
    expect((await calls()).filter(isWhole)).toEqual([]);
  });

  it('wants an environment that exists, a tag and a registry', async () => {
    expect(deploy({}, ['prod', 'abc123', 'ghcr.io/example'])).toMatchObject({
      status: 2,
      output: expect.stringContaining('there is no environment prod'),
    });
    expect(deploy({}, ['staging', 'abc123'])).toMatchObject({
      status: 2,
      output: expect.stringContaining('registry'),
    });
    expect(await calls()).toEqual(['']);
  });

  it.each(['.github/workflows/rollout.yml', 'Jenkinsfile'])('is given the registry by %s', async (file) => {
    expect(await readFile(file, 'utf8')).toMatch(/deploy-ecs\.sh \S+ \\?"\\?\$TAG\\?" \\?"\\?\$REGISTRY\\?"/);
  });

  it('may read the registry, and is signed in to it, on GitHub', async () => {
    const rollout = await readFile('.github/workflows/rollout.yml', 'utf8');
    expect(rollout).toContain('packages: read');
    expect(rollout.indexOf('docker/login-action')).toBeGreaterThan(0);
    expect(rollout.indexOf('docker/login-action')).toBeLessThan(rollout.indexOf('deploy-ecs.sh'));
    expect(await readFile('.github/workflows/pipeline.yml', 'utf8')).toContain('packages: read');
  });
});
