// Gives the browser's client only what it needs of the contract: method and path of every endpoint, printed as data.
// The schemas (and zod, some 40 kB) then come only with the forms that import their own part of the contract.
import type { Plugin } from 'vite';
import { contract } from '../../contract/index.ts';

const virtual = '\0contract-addresses';

export function printContract(): string {
  const withoutSchemas = (key: string, value: unknown) =>
    ['params', 'query', 'body', 'response', 'summary', 'rows', 'errors', 'ability'].includes(key)
      ? undefined
      : value;
  return `export const contract = ${JSON.stringify(contract, withoutSchemas)};\n`;
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
