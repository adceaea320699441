/** Parsed YAML and JSON as what it is: anything. Reading goes through `at`, which never throws on a missing step. */

// Documents of twenty shapes, read by path; their shape is what the schemas check.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Tree = any;

/** The value at a path such as `spec.template.spec`, or undefined. */
export function at(tree: Tree, steps: string): Tree {
  return steps.split('.').reduce((value, step) => value?.[step], tree);
}

export const listOf = (value: Tree): Tree[] => (Array.isArray(value) ? value : []);

export const entriesOf = (value: Tree): [string, Tree][] =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];

/** Every text in a tree, at any depth. */
export function textsIn(value: Tree): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}
