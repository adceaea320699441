/** What the objects of one overlay owe each other: references, probes, sizes, security. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { admin } from '#contract/admin.ts';
import type { Problem } from './artefacts.ts';
import { refusedValues, unknownVariables } from './environment.ts';
import { unpinnedImage } from './images.ts';
import { nameOf } from './kubernetes-schema.ts';
import { at, entriesOf, listOf, type Tree } from './values.ts';

export type Say = (rule: string, object: Tree, message: string) => void;
const workloads = new Set(['Deployment', 'StatefulSet', 'Job', 'CronJob']);

export const templateOf = (object: Tree): Tree =>
  object.kind === 'CronJob' ? at(object, 'spec.jobTemplate.spec.template') : at(object, 'spec.template');

export const workloadsOf = (objects: Tree[]): Tree[] => objects.filter((one) => workloads.has(one.kind));

const containersOf = (object: Tree): Tree[] => {
  const pod = templateOf(object)?.spec;
  return [...listOf(pod?.initContainers), ...listOf(pod?.containers)];
};

/** A label selector as Kubernetes reads it; only matchLabels is used here. */
export const selects = (selector: Tree, labels: Tree): boolean =>
  entriesOf(selector?.matchLabels ?? {}).every(([key, value]) => labels?.[key] === value);

const podsIn = (objects: Tree[], namespace: string): Tree[] =>
  workloadsOf(objects).filter((one) => one.metadata.namespace === namespace);

export const podsSelected = (objects: Tree[], namespace: string, selector: Tree): Tree[] =>
  podsIn(objects, namespace).filter((one) => selects(selector, templateOf(one)?.metadata?.labels));

export function kubernetesRules(file: string, objects: Tree[]): Problem[] {
  const problems: Problem[] = [];
  const say: Say = (rule, object, message) =>
    problems.push({ file, rule, message: `${nameOf(object)}: ${message}` });
  const find = (kind: string, namespace: string, name: string) =>
    objects.find(
      (one) => one.kind === kind && one.metadata.name === name && one.metadata.namespace === namespace,
    );
  for (const object of objects) {
    const namespace = object.metadata.namespace;
    if (object.kind !== 'Namespace' && !find('Namespace', undefined as never, namespace))
      say('kubernetes-reference', object, `namespace ${namespace} does not exist`);
    if (objects.filter((one) => nameOf(one) === nameOf(object)).length > 1)
      say('kubernetes-reference', object, 'exists twice');
    if (object.kind === 'Service') service(objects, object, say);
    if (object.kind === 'Ingress') ingress(objects, object, say);
    if (object.kind === 'HorizontalPodAutoscaler') autoscaler(object, find, say);
    if (
      object.kind === 'PodDisruptionBudget' &&
      podsSelected(objects, namespace, object.spec.selector).length === 0
    )
      say('kubernetes-selector', object, 'selects no pods');
    if (workloads.has(object.kind)) workload(object, find, say, problems, file);
  }
  return problems;
}

type Find = (kind: string, namespace: string, name: string) => Tree | undefined;

function service(objects: Tree[], object: Tree, say: Say): void {
  const pods = podsSelected(objects, object.metadata.namespace, { matchLabels: object.spec.selector });
  if (pods.length === 0) say('kubernetes-selector', object, 'selects no pods');
  for (const pod of pods)
    for (const { targetPort } of object.spec.ports)
      if (
        !containersOf(pod).some((one) =>
          listOf(one.ports).some((port) => port.name === targetPort || port.containerPort === targetPort),
        )
      )
        say('kubernetes-port', object, `port ${targetPort} is not opened by ${nameOf(pod)}`);
}

function ingress(objects: Tree[], object: Tree, say: Say): void {
  const hosts = listOf(object.spec.rules).map((rule) => rule.host);
  const secured = listOf(object.spec.tls).flatMap((tls) => listOf(tls.hosts));
  for (const host of hosts)
    if (!secured.includes(host)) say('kubernetes-tls', object, `${host} has no certificate`);
  for (const rule of listOf(object.spec.rules))
    for (const { path, backend } of listOf(rule.http?.paths)) {
      const target = objects.find(
        (one) =>
          one.kind === 'Service' &&
          one.metadata.namespace === object.metadata.namespace &&
          one.metadata.name === backend.service.name,
      );
      if (!target)
        say(
          'kubernetes-reference',
          object,
          `${path} leads to service ${backend.service.name}, which does not exist here`,
        );
      else if (!target.spec.ports.some((port: Tree) => port.name === backend.service.port.name))
        say(
          'kubernetes-port',
          object,
          `service ${backend.service.name} has no port ${backend.service.port.name}`,
        );
    }
}

/** L-114 and U-20: at least 2, at most 10, at 70 % CPU, three at first. */
function autoscaler(object: Tree, find: Find, say: Say): void {
  const { scaleTargetRef, minReplicas, maxReplicas, metrics } = object.spec;
  const target = find(scaleTargetRef.kind, object.metadata.namespace, scaleTargetRef.name);
  if (!target) {
    say('kubernetes-reference', object, `scales ${scaleTargetRef.name}, which does not exist`);
    return;
  }
  const cpu = listOf(metrics).find((one) => one.resource?.name === 'cpu')?.resource.target.averageUtilization;
  if (minReplicas !== 2 || maxReplicas !== 10 || cpu !== 70)
    say(
      'kubernetes-scale',
      object,
      `${minReplicas}..${maxReplicas} at ${cpu} %; the contract says 2..10 at 70 %`,
    );
  if (target.spec.replicas !== 3)
    say('kubernetes-scale', target, `${target.spec.replicas} replicas at first; the contract says 3`);
}

function workload(object: Tree, find: Find, say: Say, problems: Problem[], file: string): void {
  const template = templateOf(object);
  const namespace = object.metadata.namespace;
  if (object.spec.selector && !selects(object.spec.selector, template.metadata.labels))
    say('kubernetes-selector', object, 'its selector does not match its own pods');
  if (object.kind === 'StatefulSet' && !find('Service', namespace, object.spec.serviceName))
    say('kubernetes-reference', object, `service ${object.spec.serviceName} does not exist`);
  const pod = template.spec;
  if (pod.serviceAccountName && !find('ServiceAccount', namespace, pod.serviceAccountName))
    say('kubernetes-reference', object, `service account ${pod.serviceAccountName} does not exist`);
  podSecurity(object, pod, say);
  volumes(object, pod, find, say);
  for (const container of containersOf(object)) {
    containerSecurity(object, container, say);
    sizes(object, container, say);
    environment(object, container, find, say, problems, file);
    if (object.kind === 'Deployment' || object.kind === 'StatefulSet') probes(object, container, say);
  }
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet') ending(object, pod, say);
  if (
    listOf(pod.topologySpreadConstraints).some((one) => !selects(one.labelSelector, template.metadata.labels))
  )
    say('kubernetes-selector', object, 'spreads by labels its pods do not have');
}

function podSecurity(object: Tree, pod: Tree, say: Say): void {
  const security = pod.securityContext ?? {};
  if (security.runAsNonRoot !== true || !(security.runAsUser > 0))
    say('kubernetes-security', object, 'may run as root');
  if (security.seccompProfile?.type !== 'RuntimeDefault')
    say('kubernetes-security', object, 'has no seccomp profile');
  if (pod.automountServiceAccountToken !== false)
    say('kubernetes-security', object, 'is given a token of the API it does not need');
  if (pod.hostNetwork || pod.hostPID || pod.hostIPC)
    say('kubernetes-security', object, 'shares something with its host');
}

function containerSecurity(object: Tree, container: Tree, say: Say): void {
  const security = container.securityContext ?? {};
  const name = container.name;
  if (security.readOnlyRootFilesystem !== true)
    say('kubernetes-security', object, `${name}: the root file system can be written`);
  if (security.allowPrivilegeEscalation !== false)
    say('kubernetes-security', object, `${name}: privileges can be gained`);
  if (!listOf(security.capabilities?.drop).includes('ALL'))
    say('kubernetes-security', object, `${name}: capabilities are kept`);
  const problem = unpinnedImage(container.image);
  if (problem && !/\/lyceum-(backend|frontend):[\w.-]+$/.test(container.image)) say('image', object, problem);
}

const milli = (text: string): number =>
  String(text).endsWith('m') ? Number.parseInt(text, 10) : Number(text) * 1000;
const units: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, '': 1 };
const bytes = (text: string): number => {
  const [, amount, unit] = /^([\d.]+)(\w*)$/.exec(String(text))!;
  return Number(amount) * units[unit!]!;
};

function sizes(object: Tree, container: Tree, say: Say): void {
  const { requests, limits } = container.resources ?? {};
  if (!requests?.cpu || !requests.memory || !limits?.cpu || !limits.memory)
    say('kubernetes-resources', object, `${container.name} has no full requests and limits`);
  else if (milli(requests.cpu) > milli(limits.cpu) || bytes(requests.memory) > bytes(limits.memory))
    say('kubernetes-resources', object, `${container.name} requests more than its limit`);
}

function volumes(object: Tree, pod: Tree, find: Find, say: Say): void {
  const namespace = object.metadata.namespace;
  const declared = [
    ...listOf(pod.volumes),
    ...listOf(object.spec.volumeClaimTemplates).map((claim) => ({ name: claim.metadata.name })),
  ];
  const mounted = containersOf(object).flatMap((one) => listOf(one.volumeMounts).map((mount) => mount.name));
  for (const name of mounted)
    if (!declared.some((one) => one.name === name))
      say('kubernetes-reference', object, `mounts ${name}, which is no volume of it`);
  for (const volume of declared) {
    if (!mounted.includes(volume.name))
      say('kubernetes-reference', object, `volume ${volume.name} is mounted nowhere`);
    const wanted: [string, string | undefined][] = [
      ['ConfigMap', volume.configMap?.name],
      ['Secret', volume.secret?.secretName],
      ['PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName],
    ];
    for (const [kind, name] of wanted)
      if (name && !find(kind, namespace, name))
        say('kubernetes-reference', object, `${kind} ${name} does not exist`);
  }
}

/** Names are known, references exist, and a process of ours would start with what it is given. */
function environment(
  object: Tree,
  container: Tree,
  find: Find,
  say: Say,
  problems: Problem[],
  file: string,
): void {
  const namespace = object.metadata.namespace;
  const values: Record<string, string> = {};
  for (const from of listOf(container.envFrom)) {
    const [kind, name] = from.configMapRef
      ? ['ConfigMap', from.configMapRef.name]
      : ['Secret', from.secretRef?.name];
    const source = find(kind, namespace, name);
    if (!source) say('kubernetes-reference', object, `${kind} ${name} does not exist`);
    Object.assign(values, source?.data, source?.stringData);
  }
  for (const { name, value, valueFrom } of listOf(container.env)) {
    const reference = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
    const source =
      reference && find(valueFrom.secretKeyRef ? 'Secret' : 'ConfigMap', namespace, reference.name);
    if (reference && (source?.data ?? source?.stringData)?.[reference.key] === undefined)
      say(
        'kubernetes-reference',
        object,
        `${name} comes from ${reference.name}/${reference.key}, which does not exist`,
      );
    if (value !== undefined && /PASSWORD|SECRET|TOKEN/.test(name))
      say('secret', object, `${name} stands in the manifest`);
    values[name] = value ?? (source?.data ?? source?.stringData)?.[reference?.key] ?? '';
  }
  problems.push(...unknownVariables(file, nameOf(object), Object.keys(values)));
  if (/lyceum-backend/.test(container.image)) problems.push(...refusedValues(file, nameOf(object), values));
}

const healthPaths = [admin.getLiveness.path, admin.getReadiness.path] as string[];

function probes(object: Tree, container: Tree, say: Say): void {
  if (listOf(templateOf(object).spec.initContainers).includes(container)) return;
  for (const kind of ['livenessProbe', 'readinessProbe']) {
    const probe = container[kind];
    if (!probe) say('kubernetes-probe', object, `${container.name} has no ${kind}`);
    const http = probe?.httpGet;
    if (!http) continue;
    if (!listOf(container.ports).some((port) => port.name === http.port || port.containerPort === http.port))
      say('kubernetes-probe', object, `${kind} asks port ${http.port}, which is not open`);
    const expected = kind === 'livenessProbe' ? admin.getLiveness.path : admin.getReadiness.path;
    if (/lyceum-backend/.test(container.image) && http.path !== expected)
      say('kubernetes-probe', object, `${kind} asks ${http.path}; the contract has ${expected}`);
  }
  const startup = container.startupProbe?.httpGet?.path;
  if (/lyceum-backend/.test(container.image) && !healthPaths.includes(startup))
    say('kubernetes-probe', object, `startupProbe asks ${startup}`);
}

const closing = fileURLToPath(new URL('../../server/platform/http/closing.ts', import.meta.url));
const graceSeconds =
  Number(/graceMilliseconds = ([\d_]+)/.exec(readFileSync(closing, 'utf8'))![1]!.replaceAll('_', '')) / 1000;

/** A pod of ours is given the wait of preStop, the grace of the HTTP server, and ten seconds for jobs and connections. */
function ending(object: Tree, pod: Tree, say: Say): void {
  for (const container of listOf(pod.containers)) {
    if (!/lyceum-(backend|frontend)/.test(container.image)) continue;
    const [program, seconds] = listOf(at(container, 'lifecycle.preStop.exec.command'));
    if (program !== 'sleep')
      say('kubernetes-ending', object, `${container.name} does not wait until no balancer sends more`);
    const needed = Number(seconds ?? 0) + (container.image.includes('backend') ? graceSeconds : 0) + 10;
    if (!(pod.terminationGracePeriodSeconds >= needed))
      say(
        'kubernetes-ending',
        object,
        `${pod.terminationGracePeriodSeconds} s to end; ${needed} s are needed`,
      );
  }
}
