/** YAML as strict as it can be read: no duplicate key, no unknown anchor, no warning. */
import { parseAllDocuments } from 'yaml';
import type { Artefacts, Check, Problem } from './artefacts.ts';
import type { Tree } from './values.ts';

/** The documents of one file. @throws Error naming the line of the first problem */
export function readYaml(artefacts: Artefacts, file: string): Tree[] {
  return parseYaml(artefacts.read(file));
}

export function parseYaml(text: string): Tree[] {
  const documents = parseAllDocuments(text, { uniqueKeys: true, merge: true });
  if (!Array.isArray(documents)) return [];
  for (const document of documents) {
    const problem = [...document.errors, ...document.warnings][0];
    if (problem) throw new Error(problem.message);
  }
  return documents.map((document) => document.toJS() as Tree).filter((tree) => tree !== null);
}

export const yamlFiles = (artefacts: Artefacts): string[] => [
  ...['compose.yaml', 'render.yaml'].filter((file) => artefacts.exists(file)),
  ...artefacts.list('deploy', /\.ya?ml$/),
  ...artefacts.list('.github', /\.ya?ml$/),
];

export const yamlCheck: Check = {
  name: 'YAML',
  run(artefacts) {
    const problems: Problem[] = [];
    for (const file of yamlFiles(artefacts)) {
      try {
        readYaml(artefacts, file);
      } catch (error) {
        problems.push({ file, rule: 'yaml', message: (error as Error).message });
      }
    }
    return problems;
  },
};
