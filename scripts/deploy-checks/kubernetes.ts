/** Kubernetes: each overlay is resolved as Kustomize does it, then judged object by object and as a whole. */
import path from 'node:path';
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { imageTargets } from './dockerfile.ts';
import { networkProblems } from './kubernetes-network.ts';
import { kubernetesRules, templateOf } from './kubernetes-rules.ts';
import { schemaProblems } from './kubernetes-schema.ts';
import { readEnvFile, resolveKustomization } from './kustomize.ts';
import { listOf, type Tree } from './values.ts';
import { readYaml } from './yaml-files.ts';

export const overlays = ['dev', 'staging', 'production'];
const home = 'deploy/kubernetes';

/** Files that stand in a folder and in no kustomization are dead; secrets that are no example are not for git. */
function files(artefacts: Artefacts): Problem[] {
  const problems: Problem[] = [];
  const components = overlays.flatMap((name) =>
    listOf(readYaml(artefacts, `${home}/overlays/${name}/kustomization.yaml`)[0].components).map(
      (component) => path.posix.join(home, 'overlays', name, component),
    ),
  );
  for (const file of artefacts.list(`${home}/components`, /kustomization\.yaml$/))
    if (!components.includes(path.posix.dirname(file)))
      problems.push({ file, rule: 'kubernetes-file', message: 'is used by no overlay' });
  for (const folder of [`${home}/base`, ...overlays.map((name) => `${home}/overlays/${name}`)]) {
    const [spec] = readYaml(artefacts, `${folder}/kustomization.yaml`);
    const used = new Set([
      'kustomization.yaml',
      ...listOf(spec.resources),
      ...[...listOf(spec.configMapGenerator), ...listOf(spec.secretGenerator)].flatMap((one) => [
        ...listOf(one.envs),
        ...listOf(one.files),
      ]),
    ]);
    for (const file of artefacts.list(folder, /\.(ya?ml|sh|env|env\.example)$/)) {
      const inner = file.slice(folder.length + 1).replace(/\.example$/, '');
      if (!used.has(inner))
        problems.push({ file, rule: 'kubernetes-file', message: 'is used by no kustomization' });
      if (!file.endsWith('.example')) continue;
      for (const [name, value] of Object.entries(readEnvFile(artefacts, file.slice(0, -'.example'.length))))
        if (!value.includes('change-me'))
          problems.push({ file, rule: 'secret', message: `${name} does not look like an example` });
    }
    const named = listOf(spec.images).map((one: Tree) => one.name);
    if (folder.includes('overlays'))
      for (const target of imageTargets)
        if (!named.includes(`lyceum-${target}`))
          problems.push({
            file: `${folder}/kustomization.yaml`,
            rule: 'image',
            message: `does not name the image of target ${target}`,
          });
  }
  return problems;
}

const adapterFile = 'deploy/monitoring/prometheus-adapter/rules.yaml';

/** L-113: production grows by CPU, memory, requests and time to answer; what is not the cluster's own is made by the adapter. */
function scaling(artefacts: Artefacts, file: string, objects: Tree[]): Problem[] {
  const [adapter] = readYaml(artefacts, adapterFile);
  const made = listOf(adapter.rules.custom).map((rule) => rule.name.as);
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file, rule: 'kubernetes-scale', message });
  for (const object of objects.filter((one) => one.kind === 'HorizontalPodAutoscaler')) {
    const names = listOf(object.spec.metrics).map((one) => one.resource?.name ?? one.pods?.metric.name);
    for (const name of names)
      if (name.startsWith('lyceum_') && !made.includes(name))
        say(`scales by ${name}, which ${adapterFile} does not make`);
    if (file.endsWith('production') && object.metadata.name === 'backend')
      for (const name of ['cpu', 'memory', ...made])
        if (!names.includes(name)) say(`does not scale by ${name}`);
  }
  return problems;
}

/** Whoever sets how long backups are kept also deletes the old ones, and what makes them outside of the workers is waited for. */
function backups(file: string, objects: Tree[]): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file, rule: 'kubernetes-backup', message });
  const makers = objects
    .filter((one) => one.kind === 'CronJob')
    .flatMap((one) => listOf(templateOf(one).spec.containers))
    .filter((one) => listOf(one.args)[0] === 'backup');
  for (const { args, env } of makers)
    if (listOf(env).some((one) => one.name === 'BACKUP_KEEP_DAYS') && !args.includes('--prune'))
      say('BACKUP_KEEP_DAYS is set, and nothing deletes older ones: --prune');
  const settings = objects.find((one) => one.kind === 'ConfigMap' && /^lyceum(-|$)/.test(one.metadata.name));
  if (makers.length > 0 && settings?.data.BACKUP_AT !== 'elsewhere')
    say('a CronJob makes the backups, and no process tells when there is none: BACKUP_AT=elsewhere');
  return problems;
}

export const kubernetesCheck: Check = {
  name: 'Kubernetes',
  async run(artefacts) {
    const problems = files(artefacts);
    for (const name of overlays) {
      const file = `${home}/overlays/${name}`;
      try {
        const objects = resolveKustomization(artefacts, file);
        for (const object of objects) problems.push(...(await schemaProblems(file, object)));
        problems.push(
          ...kubernetesRules(file, objects),
          ...networkProblems(file, objects),
          ...scaling(artefacts, file, objects),
          ...backups(file, objects),
        );
      } catch (error) {
        problems.push({ file, rule: 'kustomize', message: (error as Error).message });
      }
    }
    return problems;
  },
};
