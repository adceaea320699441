/**
 * The part of Kustomize that deploy/kubernetes uses, so that base and overlays are checked where no kubectl is. A key beyond it
 * is an error, not something passed over. Where kubectl is there, a test compares what both make of each overlay.
 */
import path from 'node:path';
import type { Artefacts } from './artefacts.ts';
import { entriesOf, listOf, type Tree } from './values.ts';
import { parseYaml, readYaml } from './yaml-files.ts';

const known = new Set([
  'apiVersion',
  'kind',
  'resources',
  'components',
  'labels',
  'images',
  'patches',
  'configMapGenerator',
  'secretGenerator',
]);

/** @returns the objects of one folder. Generated names carry no hash. @throws Error saying what cannot be resolved */
export function resolveKustomization(artefacts: Artefacts, folder: string): Tree[] {
  const spec = readSpec(artefacts, folder, 'Kustomization');
  const objects = listOf(spec.resources).flatMap((resource: string) => {
    const file = path.posix.join(folder, resource);
    return resource.endsWith('.yaml') ? readYaml(artefacts, file) : resolveKustomization(artefacts, file);
  });
  generate(artefacts, folder, spec, objects);
  for (const component of listOf(spec.components))
    applyComponent(artefacts, path.posix.join(folder, component), objects);
  for (const patch of listOf(spec.patches)) applyPatch(objects, patch, folder);
  for (const image of listOf(spec.images)) setImage(objects, image, folder);
  for (const label of listOf(spec.labels)) setLabels(objects, label);
  return objects.filter((object) => !object.$deleted);
}

function readSpec(artefacts: Artefacts, folder: string, kind: string): Tree {
  const [spec] = readYaml(artefacts, `${folder}/kustomization.yaml`);
  for (const key of Object.keys(spec))
    if (!known.has(key)) throw new Error(`${folder}: ${key} is not known here`);
  if (spec.kind !== kind) throw new Error(`${folder}: is a ${spec.kind}, not a ${kind}`);
  return spec;
}

/** A component changes what the folder that names it has; ours only patch. */
function applyComponent(artefacts: Artefacts, folder: string, objects: Tree[]): void {
  const spec = readSpec(artefacts, folder, 'Component');
  for (const key of Object.keys(spec))
    if (!['apiVersion', 'kind', 'patches'].includes(key))
      throw new Error(`${folder}: ${key} of a component is not known here`);
  for (const patch of listOf(spec.patches)) applyPatch(objects, patch, folder);
}

/** Lines NAME=value of a file. The real secrets are nowhere but with those who run it; the example beside stands for them. */
export function readEnvFile(artefacts: Artefacts, file: string): Record<string, string> {
  const there = artefacts.exists(`${file}.example`) ? `${file}.example` : file;
  const lines = artefacts
    .read(there)
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const cut = line.indexOf('=');
      if (cut < 1) throw new Error(`${there}: "${line}" is not NAME=value`);
      return [line.slice(0, cut), line.slice(cut + 1)];
    }),
  );
}

function generate(artefacts: Artefacts, folder: string, spec: Tree, objects: Tree[]): void {
  for (const [kind, section, field] of [
    ['ConfigMap', 'configMapGenerator', 'data'],
    ['Secret', 'secretGenerator', 'stringData'],
  ] as const) {
    for (const generator of listOf(spec[section])) {
      const content: Record<string, string> = {};
      for (const env of listOf(generator.envs))
        Object.assign(content, readEnvFile(artefacts, path.posix.join(folder, env)));
      for (const file of listOf(generator.files))
        content[path.posix.basename(file)] = artefacts.read(path.posix.join(folder, file));
      for (const literal of listOf(generator.literals))
        content[literal.split('=', 1)[0]] = literal.slice(literal.indexOf('=') + 1);
      const there = objects.find(
        (one) =>
          one.kind === kind &&
          one.metadata.name === generator.name &&
          one.metadata.namespace === generator.namespace,
      );
      if (generator.behavior === 'merge') {
        if (!there)
          throw new Error(`${folder}: ${kind} ${generator.name} cannot be merged, it does not exist`);
        Object.assign(there[field], content);
      } else if (there) throw new Error(`${folder}: ${kind} ${generator.name} exists already`);
      else
        objects.push({
          apiVersion: 'v1',
          kind,
          metadata: { name: generator.name, namespace: generator.namespace },
          [field]: content,
        });
    }
  }
}

function applyPatch(objects: Tree[], patch: Tree, folder: string): void {
  const [content] = parseYaml(patch.patch);
  if (Array.isArray(content)) {
    const targets = objects.filter(
      (one) =>
        one.kind === patch.target.kind && new RegExp(`^(?:${patch.target.name})$`).test(one.metadata.name),
    );
    if (targets.length === 0)
      throw new Error(`${folder}: a patch finds no ${patch.target.kind} ${patch.target.name}`);
    for (const target of targets) for (const operation of content) applyOperation(target, operation, folder);
    return;
  }
  const target = objects.find(
    (one) =>
      one.kind === content.kind &&
      one.apiVersion === content.apiVersion &&
      one.metadata.name === content.metadata.name &&
      one.metadata.namespace === content.metadata.namespace,
  );
  if (!target)
    throw new Error(
      `${folder}: a patch finds no ${content.kind} ${content.metadata.namespace}/${content.metadata.name}`,
    );
  if (content.$patch === 'delete') target.$deleted = true;
  else mergeInto(target, content);
}

function applyOperation(target: Tree, { op, path: pointer, value }: Tree, folder: string): void {
  const steps = pointer.slice(1).split('/');
  const last = steps.pop();
  const holder = steps.reduce((tree: Tree, step: string) => tree?.[step], target);
  if (holder === undefined || (op !== 'add' && holder[last] === undefined))
    throw new Error(`${folder}: ${op} ${pointer}: ${target.kind} ${target.metadata.name} has nothing there`);
  if (op === 'remove') Array.isArray(holder) ? holder.splice(Number(last), 1) : delete holder[last];
  else if (op === 'add' && Array.isArray(holder) && last === '-') holder.push(value);
  else if (op === 'replace' || op === 'add') holder[last] = value;
  else throw new Error(`${folder}: operation ${op} is not known here`);
}

/** Strategic merge: lists of named things are merged by name, other lists replaced. */
function mergeInto(target: Tree, patch: Tree): void {
  for (const [key, value] of entriesOf(patch)) {
    const there = target[key];
    if (Array.isArray(value) && Array.isArray(there) && value.every((one) => one?.name)) {
      for (const one of value) {
        const same = there.find((other) => other.name === one.name);
        if (same) mergeInto(same, one);
        else there.push(one);
      }
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value) && there)
      mergeInto(there, value);
    else target[key] = value;
  }
}

function setImage(objects: Tree[], image: Tree, folder: string): void {
  let found = false;
  const visit = (tree: Tree): void => {
    if (tree === null || typeof tree !== 'object') return;
    if (typeof tree.image === 'string' && tree.image.split(':')[0] === image.name) {
      tree.image = `${image.newName ?? image.name}:${image.newTag}`;
      found = true;
    }
    for (const inner of Object.values(tree)) visit(inner);
  };
  visit(objects);
  if (!found) throw new Error(`${folder}: no container has the image ${image.name}`);
}

function setLabels(objects: Tree[], { pairs, includeTemplates }: Tree): void {
  for (const object of objects) {
    object.metadata.labels = { ...object.metadata.labels, ...pairs };
    if (!includeTemplates) continue;
    for (const template of [
      object.spec?.template,
      object.spec?.jobTemplate,
      object.spec?.jobTemplate?.spec?.template,
    ])
      if (template)
        template.metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...pairs } };
    for (const claim of listOf(object.spec?.volumeClaimTemplates))
      claim.metadata.labels = { ...claim.metadata.labels, ...pairs };
  }
}
