/** The rules for Kubernetes are broken one by one; where kubectl is there, it and our own resolution agree. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Break, isContent, notices, repository } from './breaking.ts';
import { kubernetesCheck, overlays } from './kubernetes.ts';
import { arrows } from './kubernetes-network.ts';
import { resolveKustomization } from './kustomize.ts';
import { entriesOf, type Tree } from './values.ts';
import { parseYaml } from './yaml-files.ts';

const base = 'deploy/kubernetes/base';
const overlay = 'deploy/kubernetes/overlays/production/kustomization.yaml';

const breaks: Break[] = [
  [
    'a field is misspelt',
    `${base}/backend.yaml`,
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesytem: true',
    'kubernetes-schema',
  ],
  [
    'a field has the wrong type',
    `${base}/backend.yaml`,
    'replicas: 3',
    'replicas: three',
    'kubernetes-schema',
  ],
  ['a kind does not exist', `${base}/redis.yaml`, 'kind: Service', 'kind: Servise', 'kubernetes-schema'],
  [
    'a selector misses its own pods',
    `${base}/worker.yaml`,
    'selector: { matchLabels: { app.kubernetes.io/name: worker } }',
    'selector: { matchLabels: { app.kubernetes.io/name: workers } }',
    'kubernetes-selector',
  ],
  [
    'a service selects nothing',
    `${base}/redis.yaml`,
    '  selector: { app.kubernetes.io/name: redis }',
    '  selector: { app.kubernetes.io/name: rediss }',
    'kubernetes-selector',
  ],
  [
    'a service leads to a closed port',
    `${base}/frontend.yaml`,
    'targetPort: http',
    'targetPort: web',
    'kubernetes-port',
  ],
  [
    'an ingress leads to no service',
    `${base}/ingress.yaml`,
    'name: backend, port',
    'name: bakend, port',
    'kubernetes-reference',
  ],
  [
    'an ingress has no certificate for its host',
    `${base}/ingress.yaml`,
    'hosts: [learn.example.org]',
    'hosts: [other.example.org]',
    'kubernetes-tls',
  ],
  [
    'a secret that is read is not made',
    overlay,
    'name: redis, namespace: cache',
    'name: redys, namespace: cache',
    'kubernetes-reference',
  ],
  [
    'a key of a secret does not exist',
    'deploy/kubernetes/overlays/staging/secrets/postgres.env.example',
    'REPLICATION_PASSWORD',
    'REPLICATION_PASSWORT',
    'kubernetes-reference',
  ],
  [
    'a probe asks an address that is not in the contract',
    `${base}/backend.yaml`,
    'path: /api/health/ready/',
    'path: /health',
    'kubernetes-probe',
  ],
  [
    'a readiness probe is missing',
    `${base}/redis.yaml`,
    'readinessProbe',
    'startupProbe',
    'kubernetes-probe',
  ],
  [
    'the autoscaler scales nothing',
    `${base}/autoscaling.yaml`,
    'kind: Deployment, name: backend',
    'kind: Deployment, name: api',
    'kubernetes-reference',
  ],
  [
    'the autoscaler has other limits than the contract',
    `${base}/autoscaling.yaml`,
    'maxReplicas: 10',
    'maxReplicas: 12',
    'kubernetes-scale',
  ],
  [
    'production does not grow by requests and time to answer',
    overlay,
    '  - ../../components/request-autoscaling',
    '  []',
    'kubernetes-scale',
  ],
  [
    'the autoscaler reads a figure that nothing makes',
    'deploy/kubernetes/components/request-autoscaling/kustomization.yaml',
    'lyceum_requests_per_second',
    'lyceum_requests_per_minute',
    'kubernetes-scale',
  ],
  [
    'a component is used by no overlay',
    overlay,
    'components/request-autoscaling',
    'components/another',
    'kubernetes-file',
  ],
  [
    'there are not three pods at first',
    `${base}/frontend.yaml`,
    'replicas: 3',
    'replicas: 1',
    'kubernetes-scale',
  ],
  [
    'a container may run as root',
    `${base}/redis.yaml`,
    'runAsUser: 999',
    'runAsUser: 0',
    'kubernetes-security',
  ],
  [
    'a root file system can be written',
    `${base}/frontend.yaml`,
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
    'kubernetes-security',
  ],
  [
    'privileges can be gained',
    `${base}/migrate.yaml`,
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: true',
    'kubernetes-security',
  ],
  ['capabilities are kept', `${base}/postgres.yaml`, 'drop: [ALL]', 'drop: [NET_RAW]', 'kubernetes-security'],
  [
    'the seccomp profile is missing',
    `${base}/backend.yaml`,
    'seccompProfile: { type: RuntimeDefault }',
    'supplementalGroups: [1]',
    'kubernetes-security',
  ],
  [
    'more is requested than the limit',
    `${base}/worker.yaml`,
    'requests: { cpu: 250m',
    'requests: { cpu: 2500m',
    'kubernetes-resources',
  ],
  [
    'a limit is missing',
    `${base}/backup.yaml`,
    'limits: { cpu: "1", memory: 768Mi }',
    'limits: { cpu: "1" }',
    'kubernetes-resources',
  ],
  [
    'a volume is mounted nowhere',
    `${base}/backup.yaml`,
    '- { name: backups, mountPath: /backups }',
    '',
    'kubernetes-reference',
  ],
  [
    'a claim does not exist',
    `${base}/backup.yaml`,
    'claimName: backups',
    'claimName: backup',
    'kubernetes-reference',
  ],
  ['an image is not pinned', `${base}/redis.yaml`, 'redis:7.4.6-bookworm', 'redis:latest', 'image'],
  [
    'a pod is given too little time to end',
    `${base}/backend.yaml`,
    'terminationGracePeriodSeconds: 45',
    'terminationGracePeriodSeconds: 20',
    'kubernetes-ending',
  ],
  [
    'a pod ends while balancers still send',
    `${base}/backend.yaml`,
    'command: [sleep,',
    'command: [true,',
    'kubernetes-ending',
  ],
  ['a variable does not exist', `${base}/lyceum.env`, 'DATABASE_POOL', 'DATABASE_POOLS', 'environment'],
  [
    'a value would stop the start',
    `${base}/lyceum.env`,
    'REGISTRATION=closed',
    'REGISTRATION=shut',
    'environment-value',
  ],
  [
    'a secret is too short to start with',
    'deploy/kubernetes/overlays/dev/secrets/lyceum.env.example',
    'change-me-to-32-random-characters-or-more',
    'change-me',
    'environment-value',
  ],
  [
    'a real secret stands in an example',
    'deploy/kubernetes/overlays/dev/secrets/redis.env.example',
    'change-me',
    'Xk29fjQ0',
    'secret',
  ],
  [
    'a password stands in a manifest',
    `${base}/redis.yaml`,
    'name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: redis, key: REDIS_PASSWORD } }',
    'name: REDIS_PASSWORD, value: hunter2',
    'secret',
  ],
  [
    'a namespace lets everything in',
    `${base}/network-policies.yaml`,
    '  policyTypes: [Ingress, Egress]',
    '  policyTypes: [Egress]',
    'network-deny',
  ],
  ['a drawn arrow is closed', `${base}/network-policies.yaml`, 'port: 6379', 'port: 6380', 'network-arrow'],
  [
    'a policy selects nothing',
    `${base}/network-policies.yaml`,
    'podSelector: { matchLabels: { app.kubernetes.io/name: redis } }',
    'podSelector: { matchLabels: { app.kubernetes.io/name: valkey } }',
    'network-selector',
  ],
  [
    'a disruption budget selects nothing',
    `${base}/disruption.yaml`,
    'app.kubernetes.io/name: worker',
    'app.kubernetes.io/name: works',
    'kubernetes-selector',
  ],
  [
    'a namespace does not exist',
    `${base}/namespaces.yaml`,
    'name: cache',
    'name: caches',
    'kubernetes-reference',
  ],
  ['a patch patches nothing', overlay, 'name: postgres.*', 'name: mysql.*', 'kustomize'],
  [
    'a patch replaces what is not there',
    overlay,
    '/spec/volumeClaimTemplates/0/spec/resources/requests/storage',
    '/spec/volumeClaimTemplates/1/spec/resources/requests/storage',
    'kustomize',
  ],
  [
    'old backups are never deleted',
    `${base}/backup.yaml`,
    'args: [backup, --prune]',
    'args: [backup]',
    'kubernetes-backup',
  ],
  [
    'nobody tells that there is no backup',
    `${base}/lyceum.env`,
    'BACKUP_AT=elsewhere',
    'BACKUP_AT=off',
    'kubernetes-backup',
  ],
  [
    'no certificate can be issued for the frontend',
    `${base}/network-policies.yaml`,
    '  namespace: frontend\nspec:\n  podSelector: { matchLabels: { acme.cert',
    '  namespace: cache\nspec:\n  podSelector: { matchLabels: { acme.cert',
    'network-challenge',
  ],
  [
    'a certificate’s challenge is answered at another port',
    `${base}/network-policies.yaml`,
    'port: 8089',
    'port: 8088',
    'network-challenge',
  ],
  [
    'an overlay renames an image nobody uses',
    overlay,
    'name: lyceum-backend,',
    'name: lyceum-api,',
    'kustomize',
  ],
  [
    'a file is listed that does not exist',
    `${base}/kustomization.yaml`,
    '- redis.yaml',
    '- valkey.yaml',
    'kustomize',
  ],
  ['a file is used by nothing', `${base}/kustomization.yaml`, '  - disruption.yaml\n', '', 'kubernetes-file'],
];

describe('kubernetes', () => {
  isContent(kubernetesCheck);
  notices(kubernetesCheck, breaks);

  it('sets the images that the Dockerfile makes, in every environment', () => {
    for (const name of overlays) {
      const images = new Set(
        resolveKustomization(repository, `deploy/kubernetes/overlays/${name}`).flatMap(imagesIn),
      );
      expect([...images].filter((image) => image.startsWith('ghcr.io/')).sort()).toEqual([
        `ghcr.io/example/lyceum-backend:${name}`,
        `ghcr.io/example/lyceum-frontend:${name}`,
      ]);
    }
  });

  it('notices an arrow that is open and not drawn: both ends must allow it', async () => {
    const policies = `${base}/network-policies.yaml`;
    const half = repository.with(policies, (text) =>
      text.replace('kubernetes.io/metadata.name: monitoring', 'lyceum/tier: backend'),
    );
    expect(await kubernetesCheck.run(half)).toEqual([]);
    const whole = half.with(policies, (text) =>
      text
        .replace('port: 6379', 'port: 8000')
        .replace(
          'lyceum/tier: cache } }\n          podSelector: { matchLabels: { app.kubernetes.io/name: redis } }',
          'lyceum/tier: backend } }',
        ),
    );
    expect((await kubernetesCheck.run(whole)).map((one) => one.message)).toContain(
      'backend/backend > backend/worker:8000 is open and not drawn',
    );
  });

  it('computes arrows from what policies allow: without any, everything is open', () => {
    const objects = resolveKustomization(repository, 'deploy/kubernetes/overlays/production');
    const none = arrows(objects, []);
    expect(none).toContain('cache/redis > database/postgres:5432');
    expect(
      arrows(
        objects,
        objects.filter((one) => one.kind === 'NetworkPolicy'),
      ),
    ).not.toContain('cache/redis > database/postgres:5432');
  });
});

const imagesIn = (tree: Tree): string[] =>
  tree === null || typeof tree !== 'object'
    ? []
    : [...(typeof tree.image === 'string' ? [tree.image] : []), ...Object.values(tree).flatMap(imagesIn)];

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** Kustomize adds a hash to generated names, which changes with the content. */
const withoutHash = (text: string): string =>
  text.replace(/\b(lyceum|postgres|redis|postgres-init)-[a-z0-9]{10}\b/g, '$1');

function comparable(objects: Tree[]): string[] {
  const sorted = (tree: Tree): Tree =>
    Array.isArray(tree)
      ? tree.map(sorted)
      : tree !== null && typeof tree === 'object'
        ? Object.fromEntries(
            entriesOf(tree)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, value]) => [key, sorted(value)]),
          )
        : tree;
  return objects
    .map((object) => {
      const { stringData, ...rest } = object;
      // kubectl writes secrets in base64.
      const decoded =
        object.kind === 'Secret' && object.data
          ? Object.fromEntries(
              entriesOf(object.data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
            )
          : stringData;
      return withoutHash(
        JSON.stringify(sorted(object.kind === 'Secret' ? { ...rest, type: undefined, data: decoded } : rest)),
      );
    })
    .sort();
}

describe.skipIf(!kubectl)('kubectl kustomize (skipped without kubectl)', () => {
  it.each(overlays)('makes of %s what our own resolution makes', async (name) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-kustomize-'));
    try {
      await cp('deploy/kubernetes', folder, { recursive: true });
      const secrets = path.join(folder, 'overlays', name, 'secrets');
      for (const file of await readdir(secrets))
        if (file.endsWith('.example'))
          await cp(path.join(secrets, file), path.join(secrets, file.slice(0, -'.example'.length)));
      const made = spawnSync('kubectl', ['kustomize', path.join(folder, 'overlays', name)], {
        encoding: 'utf8',
      });
      expect(made.stderr).toBe('');
      expect(comparable(resolveKustomization(repository, `deploy/kubernetes/overlays/${name}`))).toEqual(
        comparable(parseYaml(made.stdout)),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
