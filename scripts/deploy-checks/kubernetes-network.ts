/**
 * Network policies: everything is refused by default, every selector finds something, and of all arrows between tiers exactly the
 * drawn ones are open. The arrows are computed from the policies, not read from their names.
 */
import type { Problem } from './artefacts.ts';
import { podsSelected, selects, templateOf, workloadsOf } from './kubernetes-rules.ts';
import { nameOf } from './kubernetes-schema.ts';
import { listOf, type Tree } from './values.ts';

/** T-20, L-124: who opens connections to whom. */
const drawn = [
  'backend/backend > cache/redis:6379',
  'backend/backend > database/postgres:5432',
  'backend/backend > database/postgres-replica:5432',
  'backend/backup > cache/redis:6379',
  'backend/backup > database/postgres:5432',
  'backend/backup > database/postgres-replica:5432',
  'backend/migrate > cache/redis:6379',
  'backend/migrate > database/postgres:5432',
  'backend/migrate > database/postgres-replica:5432',
  'backend/worker > cache/redis:6379',
  'backend/worker > database/postgres:5432',
  'backend/worker > database/postgres-replica:5432',
  'database/postgres-replica > database/postgres:5432',
];

/** The pod that cert-manager starts beside an Ingress to answer HTTP-01: it is in none of our files, and is known by its label. */
const solverPort = 8089;
const solverIn = (namespace: string): Tree => ({
  metadata: { namespace, name: 'certificate-challenge' },
  spec: { template: { metadata: { labels: { 'acme.cert-manager.io/http01-solver': 'true' } } } },
});
const ingressController: Tree = {
  metadata: { namespace: 'ingress-nginx', name: 'controller' },
  spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'ingress-nginx' } } } },
};

/** Without the challenge's answer no certificate is issued or renewed. */
function challengeProblems(objects: Tree[], policies: Tree[]): string[] {
  const asking = objects.filter(
    (one) =>
      one.kind === 'Ingress' &&
      Object.keys(one.metadata.annotations ?? {}).some((name) => name.startsWith('cert-manager.io/')),
  );
  return [...new Set(asking.map((one) => one.metadata.namespace as string))].flatMap((namespace) =>
    allows(objects, policies, 'ingress', solverIn(namespace), ingressController, solverPort)
      ? []
      : [`${namespace}: the ingress controller cannot reach a certificate’s challenge at ${solverPort}`],
  );
}

const short = (object: Tree): string => `${object.metadata.namespace}/${object.metadata.name}`;

export function networkProblems(file: string, objects: Tree[]): Problem[] {
  const policies = objects.filter((one) => one.kind === 'NetworkPolicy');
  const problems: Problem[] = [];
  const say = (rule: string, message: string) => problems.push({ file, rule, message });
  for (const namespace of objects.filter((one) => one.kind === 'Namespace').map((one) => one.metadata.name)) {
    const denies = policies.some(
      ({ metadata, spec }) =>
        metadata.namespace === namespace &&
        Object.keys(spec.podSelector).length === 0 &&
        spec.policyTypes.length === 2 &&
        !spec.ingress &&
        !spec.egress,
    );
    if (!denies) say('network-deny', `${namespace} does not refuse by default`);
  }
  for (const policy of policies) {
    const isForSolver =
      Object.keys(policy.spec.podSelector).length > 0 &&
      selects(policy.spec.podSelector, templateOf(solverIn(policy.metadata.namespace)).metadata.labels);
    if (
      !isForSolver &&
      podsSelected(objects, policy.metadata.namespace, policy.spec.podSelector).length === 0
    )
      say('network-selector', `${nameOf(policy)} selects no pods`);
    for (const rule of [...listOf(policy.spec.ingress), ...listOf(policy.spec.egress)])
      for (const peer of [...listOf(rule.from), ...listOf(rule.to)])
        if (peer.podSelector && !workloadsOf(objects).some((pod) => isPeer(objects, policy, peer, pod)))
          say('network-selector', `${nameOf(policy)}: a peer selects no pods`);
  }
  for (const message of challengeProblems(objects, policies)) say('network-challenge', message);
  const there = new Set(workloadsOf(objects).map(short));
  const expected = drawn.filter((arrow) =>
    arrow
      .split(/ > |:/)
      .slice(0, 2)
      .every((end) => there.has(end)),
  );
  const open = arrows(objects, policies);
  for (const arrow of open)
    if (!expected.includes(arrow)) say('network-arrow', `${arrow} is open and not drawn`);
  for (const arrow of expected)
    if (!open.includes(arrow)) say('network-arrow', `${arrow} is drawn and closed`);
  return problems;
}

/** Peers without a namespace selector are of the policy's own namespace. */
function isPeer(objects: Tree[], policy: Tree, peer: Tree, pod: Tree): boolean {
  if (peer.ipBlock) return false;
  const namespace = objects.find(
    (one) => one.kind === 'Namespace' && one.metadata.name === pod.metadata.namespace,
  );
  const labels = { 'kubernetes.io/metadata.name': pod.metadata.namespace, ...namespace?.metadata.labels };
  const home = peer.namespaceSelector
    ? selects(peer.namespaceSelector, labels)
    : pod.metadata.namespace === policy.metadata.namespace;
  return home && selects(peer.podSelector, templateOf(pod).metadata.labels);
}

function allows(
  objects: Tree[],
  policies: Tree[],
  side: 'ingress' | 'egress',
  self: Tree,
  other: Tree,
  port: number,
): boolean {
  const [list, type] = side === 'ingress' ? ['from', 'Ingress'] : ['to', 'Egress'];
  const mine = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === self.metadata.namespace &&
      spec.policyTypes.includes(type) &&
      selects(spec.podSelector, templateOf(self).metadata.labels),
  );
  if (mine.length === 0) return true;
  return mine.some((policy) =>
    listOf(policy.spec[side]).some(
      (rule) =>
        (!rule.ports || rule.ports.some((one: Tree) => one.port === port)) &&
        (!rule[list] || rule[list].some((peer: Tree) => isPeer(objects, policy, peer, other))),
    ),
  );
}

/** Every connection that a pod of one kind may open to an open port of another. */
export function arrows(objects: Tree[], policies: Tree[]): string[] {
  const pods = workloadsOf(objects);
  return pods
    .flatMap((from) =>
      pods.flatMap((to) =>
        listOf(templateOf(to).spec.containers)
          .flatMap((one) => listOf(one.ports).map((port) => port.containerPort as number))
          .filter(
            (port) =>
              from !== to &&
              allows(objects, policies, 'egress', from, to, port) &&
              allows(objects, policies, 'ingress', to, from, port),
          )
          .map((port) => `${short(from)} > ${short(to)}:${port}`),
      ),
    )
    .sort();
}
