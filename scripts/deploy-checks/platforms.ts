/** Vercel and Render, and that all gateways send the same addresses to the backend. */
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { dockerTargets } from './dockerfile.ts';
import { refusedValues, unknownVariables } from './environment.ts';
import { resolveKustomization } from './kustomize.ts';
import { readModule, terraformHome } from './terraform-files.ts';
import { listOf, type Tree, textsIn } from './values.ts';
import { readYaml } from './yaml-files.ts';

/** First steps of the addresses that the backend answers, as each gateway has them. */
const firstSteps = (paths: string[]): string =>
  [...new Set(paths.map((path) => path.split('/')[1]!.replace(/[^\w.-].*$/, '')))].sort().join(' ');

/** From the gateway's own template: every location that is handed to a service of the product. */
export function gatewayPaths(text: string): string[] {
  const locations = [...text.matchAll(/location (?:= |~ )?(\S+) \{([^}]*)\}/g)].filter(([, , body]) =>
    /proxy_pass http:\/\/(\$service|users|courses|calendar);/.test(body!),
  );
  return locations.flatMap(([, path]) => {
    const alternatives = /^\^\/\((.*)\)$/.exec(path!)?.[1];
    return alternatives ? alternatives.split('|').map((one) => `/${one}`) : [path!];
  });
}

async function sameAddresses(artefacts: Artefacts): Promise<Problem[]> {
  const wanted = firstSteps(gatewayPaths(artefacts.read('deploy/nginx/gateway.conf.template')));
  const ingress = resolveKustomization(artefacts, 'deploy/kubernetes/base').find(
    (one) => one.kind === 'Ingress' && one.metadata.namespace === 'backend',
  );
  const vercel = JSON.parse(artefacts.read('vercel.json')) as Tree;
  const alb = await readModule(artefacts, `${terraformHome}/modules/alb`);
  const found: [string, string[]][] = [
    [
      'deploy/kubernetes/base/ingress.yaml',
      listOf(ingress?.spec.rules).flatMap((rule) => rule.http.paths.map((one: Tree) => one.path)),
    ],
    [
      'vercel.json',
      listOf(vercel.rewrites)
        .filter((one) => one.destination.startsWith('https://'))
        .map((one) => one.source),
    ],
    [`${terraformHome}/modules/alb`, listOf(alb.locals.get('backend_paths'))],
  ];
  return found
    .filter(([, paths]) => firstSteps(paths) !== wanted)
    .map(([file, paths]) => ({
      file,
      rule: 'addresses',
      message: `sends ${firstSteps(paths)} to the backend; the gateway sends ${wanted}`,
    }));
}

function render(artefacts: Artefacts): Problem[] {
  const file = 'render.yaml';
  const [tree] = readYaml(artefacts, file);
  const problems: Problem[] = [];
  const say = (rule: string, message: string) => problems.push({ file, rule, message });
  const services = listOf(tree.services);
  for (const type of ['web', 'worker', 'keyvalue'])
    if (!services.some((one) => one.type === type)) say('render', `has no ${type}`);
  if (listOf(tree.databases).length === 0) say('render', 'has no database');
  const groups = new Map(listOf(tree.envVarGroups).map((group) => [group.name, listOf(group.envVars)]));
  for (const service of services.filter((one) => one.runtime === 'docker')) {
    const variables: Tree[] = [];
    for (const one of listOf(service.envVars)) {
      if (one.fromGroup && !groups.has(one.fromGroup))
        say('render', `${service.name} takes group ${one.fromGroup}, which does not exist`);
      if (
        one.fromDatabase &&
        !listOf(tree.databases).some((database) => database.name === one.fromDatabase.name)
      )
        say('render', `${service.name} takes database ${one.fromDatabase.name}, which does not exist`);
      if (
        one.fromService &&
        !services.some((other) => other.name === one.fromService.name && other.type === one.fromService.type)
      )
        say('render', `${service.name} takes service ${one.fromService.name}, which does not exist`);
      variables.push(...(one.fromGroup ? (groups.get(one.fromGroup) ?? []) : [one]));
    }
    problems.push(
      ...unknownVariables(
        file,
        service.name,
        variables.map((one) => one.key),
      ),
    );
    problems.push(
      ...refusedValues(
        file,
        service.name,
        Object.fromEntries(
          variables.filter((one) => one.value !== undefined).map((one) => [one.key, one.value]),
        ),
      ),
    );
    for (const { key, value } of variables)
      if (value && /SECRET|PASSWORD|TOKEN/.test(key)) say('secret', `${key} is written down`);
    if (!artefacts.exists(service.dockerfilePath)) say('path', `${service.dockerfilePath} does not exist`);
    if (service.autoDeployTrigger !== 'off') say('render', `a push rolls ${service.name} out past the tests`);
    if (!service.dockerCommand?.startsWith('/app/deploy/docker/entrypoint.sh '))
      say('render', `${service.name} is not started by the entry point`);
  }
  const web = services.find((one) => one.type === 'web');
  if (web?.healthCheckPath !== '/api/health/ready/')
    say('render', 'the health check is not the one of the contract');
  if (
    web?.scaling?.minInstances !== 2 ||
    web?.scaling?.maxInstances !== 10 ||
    web?.scaling?.targetCPUPercent !== 70
  )
    say('render', 'does not scale from 2 to 10 at 70 %');
  // Render builds the last stage of a Dockerfile and knows no other.
  if (dockerTargets(artefacts.read('Dockerfile')).at(-1) !== 'backend')
    say('render', 'the last stage of the Dockerfile is not the backend');
  return problems;
}

function vercel(artefacts: Artefacts): Problem[] {
  const file = 'vercel.json';
  const problems: Problem[] = [];
  const tree = JSON.parse(artefacts.read(file)) as Tree;
  const known = [
    '$schema',
    'installCommand',
    'buildCommand',
    'outputDirectory',
    'framework',
    'git',
    'rewrites',
    'headers',
  ];
  for (const key of Object.keys(tree))
    if (!known.includes(key)) problems.push({ file, rule: 'vercel', message: `${key} is not known here` });
  const hosts = new Set(
    textsIn(listOf(tree.rewrites).map((one) => one.destination))
      .filter((text) => text.startsWith('https://'))
      .map((text) => new URL(text).host),
  );
  const names = listOf(readYaml(artefacts, 'render.yaml')[0].services).map(
    (one) => `${one.name}.onrender.com`,
  );
  for (const host of hosts)
    if (!names.includes(host))
      problems.push({ file, rule: 'vercel', message: `${host} is no service of render.yaml` });
  if (tree.git?.deploymentEnabled !== false)
    problems.push({ file, rule: 'vercel', message: 'a push goes to production past the tests' });
  if (tree.outputDirectory !== 'dist/web')
    problems.push({ file, rule: 'vercel', message: 'serves another folder than the build makes' });
  if (listOf(tree.rewrites).at(-1)?.destination !== '/index.html')
    problems.push({ file, rule: 'vercel', message: 'other addresses do not lead to the application' });
  return problems;
}

/** The headers of pages as NGINX sends them over TLS; a test holds those files against what the product answers. */
function pageHeaders(artefacts: Artefacts): Map<string, string> {
  const read = (value: string) => value.replace(/^"|"$/g, '').replaceAll('\\"', '"');
  const underTls = new Map(
    [
      ...artefacts
        .read('deploy/nginx/security-maps.conf')
        .matchAll(/^map \S+ (\$\w+) \{\n {2}https (".*");$/gm),
    ].map(([, name, value]) => [name!, read(value!)]),
  );
  return new Map(
    [
      ...artefacts
        .read('deploy/nginx/security-headers.conf')
        .matchAll(/^add_header (\S+) (\$\w+|".*") always;$/gm),
    ].map(([, name, value]) => [name!, underTls.get(value!) ?? read(value!)]),
  );
}

/** Vercel serves the pages, so what browsers are told about them is Vercel's to say; answers of the backend keep their own. */
function vercelHeaders(artefacts: Artefacts): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file: 'vercel.json', rule: 'page-headers', message });
  const tree = JSON.parse(artefacts.read('vercel.json')) as Tree;
  const rule = listOf(tree.headers).at(-1);
  const found = new Map<string, string>(listOf(rule?.headers).map((one) => [one.key, one.value]));
  const wanted = pageHeaders(artefacts);
  if (!wanted.has('content-security-policy')) say('deploy/nginx/security-headers.conf could not be read');
  for (const name of new Set([...wanted.keys(), ...found.keys()]))
    if (found.get(name) !== wanted.get(name))
      say(`${name} is ${found.get(name)}; the product says ${wanted.get(name)} (npm run gateway-map)`);
  const covers = (path: string) => new RegExp(`^${rule?.source}$`).test(path);
  for (const page of ['/', '/home', '/admin/people', '/assets/index.js'])
    if (!covers(page)) say(`${page} is sent without the headers of a page`);
  for (const { source, destination } of listOf(tree.rewrites))
    if (destination.startsWith('https://') && covers(source.replace(':path*', 'x')))
      say(`${source} is answered by the backend, whose own headers would be written over`);
  return problems;
}

export const platformsCheck: Check = {
  name: 'platforms',
  run: async (artefacts) => [
    ...render(artefacts),
    ...vercel(artefacts),
    ...vercelHeaders(artefacts),
    ...(await sameAddresses(artefacts)),
  ],
};
