/** Terraform read with HashiCorp's own HCL parser (compiled to WebAssembly): one record per folder, since a folder is a module. */
import { parse } from '@cdktf/hcl2json';
import type { Artefacts } from './artefacts.ts';
import { entriesOf, type Tree, textsIn } from './values.ts';

export const terraformHome = 'deploy/terraform';

export type Module = {
  folder: string;
  variables: Map<string, Tree>;
  locals: Map<string, Tree>;
  outputs: Map<string, Tree>;
  /** `aws_vpc.main`, `data.aws_region.current`, `ephemeral.random_password.database` */
  resources: Map<string, Tree>;
  calls: Map<string, Tree>;
  providers: Tree[];
  settings: Tree[];
};

const parsed = new Map<string, Promise<Tree>>();

/** A file is parsed once for each content: the tests judge many copies that differ in one file. */
export function parseHcl(file: string, text: string): Promise<Tree> {
  const key = `${file}\n${text}`;
  if (!parsed.has(key)) parsed.set(key, parse(file, text) as Promise<Tree>);
  return parsed.get(key)!;
}

/** The parser makes a list of each block; two of one name are two in the list. */
function only(blocks: Tree): Tree {
  if (Array.isArray(blocks) && blocks.length > 1) throw new Error('a block is declared twice');
  return Array.isArray(blocks) ? blocks[0] : blocks;
}

export async function readModule(artefacts: Artefacts, folder: string): Promise<Module> {
  const module: Module = {
    folder,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    calls: new Map(),
    providers: [],
    settings: [],
  };
  for (const file of artefacts.list(folder, new RegExp(`^${folder}/[^/]+\\.tf$`))) {
    const tree = await parseHcl(file, artefacts.read(file));
    for (const [name, block] of entriesOf(tree.variable)) add(module.variables, name, only(block), file);
    for (const [name, block] of entriesOf(tree.output)) add(module.outputs, name, only(block), file);
    for (const [name, block] of entriesOf(tree.module)) add(module.calls, name, only(block), file);
    for (const block of tree.locals ?? [])
      for (const [name, value] of entriesOf(block)) add(module.locals, name, value, file);
    for (const [prefix, section] of [
      ['', tree.resource],
      ['data.', tree.data],
      ['ephemeral.', tree.ephemeral],
    ] as const)
      for (const [type, named] of entriesOf(section))
        for (const [name, block] of entriesOf(named))
          add(module.resources, `${prefix}${type}.${name}`, only(block), file);
    module.providers.push(...entriesOf(tree.provider).flatMap(([, blocks]) => blocks));
    module.settings.push(...(tree.terraform ?? []));
  }
  return module;
}

function add(map: Map<string, Tree>, name: string, value: Tree, file: string): void {
  if (map.has(name)) throw new Error(`${file}: ${name} is declared twice`);
  map.set(name, value);
}

/** The expressions in a text: what stands between `${` and its closing brace. */
function expressionsIn(text: string): string[] {
  const found: string[] = [];
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', start + 2)) {
    let depth = 0;
    for (let end = start + 1; end < text.length; end += 1) {
      if (text[end] === '{') depth += 1;
      if (text[end] === '}') depth -= 1;
      if (depth === 0) {
        found.push(text.slice(start + 2, end));
        break;
      }
    }
  }
  return found;
}

const reference =
  /(?<![\w.-])(?:var|local|module|data|ephemeral|aws_\w+|random_\w+)\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;

/** Everything a tree refers to: `var.name`, `module.vpc.vpc_id`, `aws_vpc.main`, `data.aws_region.current`. */
export function referencesIn(tree: Tree): string[] {
  return textsIn(tree)
    .flatMap(expressionsIn)
    .flatMap((expression) => expression.match(reference) ?? [])
    .map((found) => {
      const steps = found.split('.');
      const length = steps[0] === 'module' || steps[0] === 'data' || steps[0] === 'ephemeral' ? 3 : 2;
      return steps.slice(0, length).join('.');
    });
}
