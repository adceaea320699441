/**
 * The files that the deployment checks read, with changes laid over them in memory: a test breaks one artefact and asks whether
 * the rule that guards it says so, without touching the repository.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export type Problem = {
  file: string;
  /** Which rule was broken; tests ask for it by this name. */
  rule: string;
  message: string;
};

export class Artefacts {
  constructor(
    readonly root: string,
    private readonly changes: ReadonlyMap<string, string | null> = new Map(),
  ) {}

  /** @param file  from the repository's root, with forward slashes */
  read(file: string): string {
    const changed = this.changes.get(file);
    if (changed === null) throw new Error(`${file} does not exist`);
    return changed ?? readFileSync(path.join(this.root, file), 'utf8');
  }

  exists(file: string): boolean {
    const plain = path.posix.normalize(file).replace(/\/$/, '');
    if (this.changes.has(plain)) return this.changes.get(plain) !== null;
    return existsSync(path.join(this.root, plain));
  }

  /** Files below a folder whose path fits, sorted; what git ignores by its nature (packages, state) is left out. */
  list(folder: string, fits: RegExp): string[] {
    const found = new Set<string>();
    const visit = (place: string): void => {
      for (const name of readdirSync(path.join(this.root, place))) {
        if (name === 'node_modules' || name === '.terraform' || name === '.git') continue;
        const inner = path.posix.join(place, name);
        if (statSync(path.join(this.root, inner)).isDirectory()) visit(inner);
        else if (fits.test(inner)) found.add(inner);
      }
    };
    if (existsSync(path.join(this.root, folder))) visit(folder);
    for (const [file, text] of this.changes) {
      if (text === null) found.delete(file);
      else if (file.startsWith(`${folder}/`) && fits.test(file)) found.add(file);
    }
    return [...found].sort();
  }

  /** The same files with one of them changed. @throws when the change changes nothing: such a test would prove nothing */
  with(file: string, edit: string | null | ((text: string) => string)): Artefacts {
    const next = typeof edit === 'function' ? edit(this.read(file)) : edit;
    if (typeof edit === 'function' && next === this.read(file))
      throw new Error(`The change of ${file} changes nothing`);
    return new Artefacts(this.root, new Map([...this.changes, [file, next]]));
  }
}

export type Check = { name: string; run(artefacts: Artefacts): Problem[] | Promise<Problem[]> };
