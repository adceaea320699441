// Gives the browser only what it needs of the contract: to the client method and path of every endpoint, to screens the
// lists and limits that they name, printed as data. The schemas (and zod, some 40 kB) then come only with the forms that
// import their own part of the contract.
import path from 'node:path';
import type { Plugin } from 'vite';
import { contract } from '../../contract/index.ts';

const virtual = '\0contract-addresses';

export function printContract(): string {
  const withoutSchemas = (key: string, value: unknown) => {
    // Of who may, the client asks only whether anybody may.
    if (key === 'ability') return value === 'public' ? value : undefined;
    return ['params', 'query', 'body', 'response', 'summary', 'rows', 'errors', 'reads'].includes(key)
      ? undefined
      : value;
  };
  return `export const contract = ${JSON.stringify(contract, withoutSchemas)};\n`;
}

const importOfContract = /import\s*\{([^}]*)\}\s*from\s*['"]#contract\/([\w/-]+)\.ts['"];?/g;
const dataPrefix = 'virtual:contract-data/';

const isData = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every(isData)) ||
  (typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value as object).every(isData));

/** Names of values that an import statement brings; types do not count. */
const valuesOf = (names: string): string[] =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0]!);

const contractModule = (name: string): Promise<Record<string, unknown>> =>
  import(path.resolve(import.meta.dirname, '../../contract', `${name}.ts`));

/** The lists and limits of one part of the contract, as a module without schemas. */
export async function printData(name: string): Promise<string> {
  const exported = Object.entries(await contractModule(name)).filter(([, value]) => isData(value));
  return exported.map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};\n`).join('');
}

/** Imports that ask for nothing but data are led to a module that is nothing but data. */
export function contractData(): Plugin {
  return {
    name: 'lyceum:contract-data',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\/web\/.*\.tsx?$/.test(id) || !code.includes('#contract/')) return null;
      let rewritten = code;
      for (const [statement, names, name] of code.matchAll(importOfContract)) {
        const values = valuesOf(names!);
        const part = values.length > 0 ? await contractModule(name!) : {};
        if (values.length > 0 && values.every((value) => isData(part[value])))
          rewritten = rewritten.replace(statement, () =>
            statement.replace(/#contract\/[\w/-]+\.ts/, `${dataPrefix}${name}`),
          );
      }
      return rewritten === code ? null : { code: rewritten, map: null };
    },
    resolveId: (source) => (source.startsWith(dataPrefix) ? `\0${source}` : null),
    load: (id) => (id.startsWith(`\0${dataPrefix}`) ? printData(id.slice(dataPrefix.length + 1)) : null),
  };
}

export function contractAddresses(): Plugin {
  return {
    name: 'lyceum:contract-addresses',
    enforce: 'pre',
    resolveId(source, importer) {
      const isForClient = source === '#contract/index.ts' && importer?.endsWith('/web/lib/api.ts');
      return isForClient ? virtual : null;
    },
    load: (id) => (id === virtual ? printContract() : null),
  };
}
