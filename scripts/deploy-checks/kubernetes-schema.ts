/**
 * Kubernetes objects against the published schemas of the API (generated from its OpenAPI document, in kubernetes-models).
 *
 * Those schemas take unknown fields, as the API does by default; a misspelt `readOnlyRootFilesytem` would pass. So the validator
 * runs on a view of the object that remembers which fields were asked for: what no schema asked for is unknown.
 */
import type { Problem } from './artefacts.ts';
import { entriesOf, type Tree } from './values.ts';

type Seen = { place: string; tree: Tree; asked: Set<string> };
type Model = { new (tree: Tree): object; prototype: { validate(): void } };

function watch(tree: Tree, place: string, seen: Seen[]): Tree {
  if (tree === null || typeof tree !== 'object') return tree;
  const asked = new Set<string>();
  const inner = new Map<string, Tree>();
  seen.push({ place, tree, asked });
  return new Proxy(tree, {
    get(target, key) {
      if (typeof key !== 'string') return Reflect.get(target, key);
      asked.add(key);
      if (!inner.has(key)) inner.set(key, watch(Reflect.get(target, key), `${place}/${key}`, seen));
      return inner.get(key);
    },
  });
}

async function modelOf(object: Tree): Promise<Model | null> {
  try {
    const models = (await import(`kubernetes-models/${object.apiVersion}/${object.kind}`)) as Record<
      string,
      Model
    >;
    return models[object.kind] ?? null;
  } catch {
    return null;
  }
}

export const nameOf = (object: Tree): string =>
  [object?.kind, object?.metadata?.namespace, object?.metadata?.name].filter(Boolean).join(' ');

const judged = new Map<string, Promise<string[]>>();

/** Most objects are the same in every environment, and in every copy that a test breaks: each is judged once. */
export async function schemaProblems(file: string, object: Tree): Promise<Problem[]> {
  const key = JSON.stringify(object);
  if (!judged.has(key)) judged.set(key, judge(object));
  return (await judged.get(key)!).map((message) => ({
    file,
    rule: 'kubernetes-schema',
    message: `${nameOf(object)}: ${message}`,
  }));
}

async function judge(object: Tree): Promise<string[]> {
  const model = await modelOf(object);
  if (!model) return [`there is no ${object.apiVersion} ${object.kind}`];
  const seen: Seen[] = [];
  try {
    model.prototype.validate.call(watch(new model(object), '', seen));
  } catch (error) {
    return [(error as Error).message.replaceAll('data/', '/')];
  }
  return seen
    .filter(({ tree }) => !Array.isArray(tree))
    .flatMap(({ place, tree, asked }) =>
      entriesOf(tree)
        .filter(([key]) => !asked.has(key))
        .map(([key]) => `${place}/${key} is unknown`),
    );
}
