/**
 * Which service answers which address, as the NGINX gateway needs it: made from the endpoint table, so that a new endpoint of any
 * feature reaches its service without anybody writing a route.
 */
import type { ServiceName } from '../platform/config.ts';
import type { Feature } from './feature.ts';

type Node = { children: Map<string, Node>; services: Set<ServiceName>; own: ServiceName | null };
export type GatewayRule = { pattern: string; service: ServiceName };

const emptyNode = (): Node => ({ children: new Map(), services: new Set(), own: null });
const isParameter = (segment: string): boolean => segment.startsWith(':');
const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

function treeOf(features: readonly Feature[]): Node {
  const root = emptyNode();
  for (const { service, routes } of features) {
    for (const { endpoint } of routes) {
      for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) {
        let node = root;
        for (const segment of segmentsOf(path)) {
          node.services.add(service);
          const name = isParameter(segment) ? ':' : segment;
          const next = node.children.get(name) ?? emptyNode();
          node.children.set(name, next);
          node = next;
        }
        node.services.add(service);
        if (node.own && node.own !== service) throw new Error(`${path} belongs to two services`);
        node.own = service;
      }
    }
  }
  return root;
}

const escaped = (segment: string): string => segment.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&');

/**
 * Rules in the order in which they are to be tried, the first that matches counts. Where everything below an address belongs to one
 * service there is one rule for all of it.
 */
export function gatewayRules(features: readonly Feature[]): GatewayRule[] {
  const rules: GatewayRule[] = [];
  const visit = (node: Node, prefix: string): void => {
    const [only] = node.services;
    if (prefix !== '' && node.services.size === 1 && only) {
      rules.push({ pattern: `^${prefix}(/|$)`, service: only });
      return;
    }
    if (node.own) rules.push({ pattern: `^${prefix}/?$`, service: node.own });
    // A fixed word is more exact than a parameter in the same place.
    const children = [...node.children].toSorted(
      ([left], [right]) => Number(left === ':') - Number(right === ':') || left.localeCompare(right),
    );
    for (const [name, child] of children) visit(child, `${prefix}/${name === ':' ? '[^/]+' : escaped(name)}`);
  };
  visit(treeOf(features), '');
  return rules;
}

/** The file deploy/nginx/services.map. */
export function gatewayMap(features: readonly Feature[]): string {
  const lines = gatewayRules(features).map(({ pattern, service }) => `~${pattern} ${service};`);
  return [
    '# Which service answers which address; the first match counts. Made from the endpoints: `npm run gateway-map`.',
    ...lines,
    'default users;',
    '',
  ].join('\n');
}
