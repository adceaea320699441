// Under which identity the server's programs run: PostgreSQL refuses to run as root, so root steps aside.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { type Account, findNobody, isKnownUser, listAccounts, pickOrdinaryAccount } from './accounts.ts';

export type RunnerKind = 'plain' | 'namespace' | 'account';

export interface Runner {
  /**
   * plain: as ourselves. namespace: in a user namespace, without privilege over other users' files.
   * account: as another, unprivileged account.
   */
  kind: RunnerKind;
  /** Who owns the server's files as seen from here; undefined where files have no owner (Windows). */
  uid: number | undefined;
  gid: number | undefined;
  start(command: string, args: string[], options: SpawnOptions): ChildProcess;
}

export interface Finished {
  isOk: boolean;
  /** Standard output and error together, or the reason why the program could not be started. */
  output: string;
}

/** Runs programs as the user we are. */
export function plainRunner(): Runner {
  return {
    kind: 'plain',
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    start: (command, args, options) => spawn(command, args, withCleanEnvironment(options)),
  };
}

/**
 * The program believes to be an ordinary user of this machine while its files stay those of `owner` (numbers
 * we may become), and no account is made.
 */
export function namespaceRunner(owner: Account): Runner {
  const inside = pickOrdinaryAccount();
  const prefix = ['-U', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`];
  return {
    kind: 'namespace',
    ...owner,
    // unshare replaces itself by the program, so the pid we get is the program's own.
    start: (command, args, options) => startAs(owner, 'unshare', [...prefix, command, ...args], options),
  };
}

/** For root: the program runs as another account, by number. */
export function accountRunner(owner: Account): Runner {
  return {
    kind: 'account',
    ...owner,
    start: (command, args, options) => startAs(owner, command, args, options),
  };
}

/**
 * The identities to try, best first, for a folder with this owner.
 *
 * A folder that is not root's keeps its owner (a clone run with sudo, a volume mounted into a container), so
 * that the same site can later be started without root. An owner without an account needs a namespace, for
 * initdb refuses a user it cannot look up.
 */
export function listRunners(folderOwner: Account, isNamespaceWanted: boolean): Runner[] {
  const self = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
  if (self.uid !== 0) return isKnownUser() ? [plainRunner()] : [namespaceRunner(self), plainRunner()];
  const namespaces = isNamespaceWanted ? [namespaceRunner(folderOwner)] : [];
  if (folderOwner.uid === 0) return [...namespaces, accountRunner(findNobody())];
  const isKnown = listAccounts().some(({ uid }) => uid === folderOwner.uid);
  return isKnown ? [accountRunner(folderOwner)] : [...namespaces, accountRunner(folderOwner)];
}

/** May we take on this identity here at all? Sandboxes often forbid namespaces and changing the user. */
export async function isPermitted(runner: Runner): Promise<Finished> {
  if (runner.kind === 'plain') return { isOk: true, output: '' };
  return await runToEnd(runner, 'true', []);
}

function startAs(owner: Account, command: string, args: string[], options: SpawnOptions): ChildProcess {
  // Naming our own identity would still call setgroups, which only root may.
  const identity = process.getuid?.() === 0 && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : {};
  return spawn(command, args, { ...withCleanEnvironment(options), ...identity });
}

/** Runs a program to its end; never throws for a failing program. `input` goes to its standard input. */
export async function runToEnd(
  runner: Runner,
  command: string,
  args: string[],
  options: { cwd?: string; input?: string } = {},
): Promise<Finished> {
  return await new Promise((resolve) => {
    const child = runner.start(command, args, { cwd: options.cwd, stdio: 'pipe' });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    // A program that ends before it has read its input is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    child.on('error', (error) => resolve({ isOk: false, output: error.message }));
    child.on('close', (code) => resolve({ isOk: code === 0, output: output.trim() }));
  });
}

/** PG* variables, a foreign locale or NODE_OPTIONS must not change what the server does: pass a short list. */
function withCleanEnvironment(options: SpawnOptions): SpawnOptions {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'LD_LIBRARY_PATH']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return { windowsHide: true, ...options, env };
}
