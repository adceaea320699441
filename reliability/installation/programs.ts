/** Programs of the distribution that a whole installation needs besides the product. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync } from 'node:fs';
import { hasEnded, type Started, waitUntil } from '../processes.ts';

/** Where a program of the distribution is, or null. */
export function programPath(name: string): string | null {
  try {
    const found = execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${name}`], {
      encoding: 'utf8',
    });
    return found.trim() || null;
  } catch {
    return null;
  }
}

/** What an installation needs and this machine lacks. */
export function missingPrograms(): string[] {
  return [
    ...['nginx', 'redis-server'].filter((name) => !programPath(name)),
    ...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']),
  ];
}

/** An account without rights, for programs that would otherwise run as root; nothing to change when we are not root. */
export const unprivileged = (): { uid?: number; gid?: number } =>
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts a program that prints into a file and not a pipe: NGINX opens /dev/stdout anew, and several may print at once. */
export function startLogged(
  command: string,
  args: string[],
  { log, ...options }: { log: string; env?: Record<string, string>; uid?: number; gid?: number },
): Started {
  const written = openSync(log, 'a');
  if (options.uid !== undefined) fchownSync(written, options.uid, options.gid ?? options.uid);
  const child = spawn(command, args, { ...options, stdio: ['ignore', written, written] });
  closeSync(written);
  return { child, pid: child.pid ?? -1, output: () => readFileSync(log, 'utf8').slice(-20_000) };
}

/** Until an address answers with success. @throws Error with what the program printed when it has ended or is late */
export async function becomesReady(started: Started, url: string, seconds = 60): Promise<void> {
  const answers = async () => {
    if (hasEnded(started)) throw new Error(`Ended while starting:\n${started.output()}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    await answer?.arrayBuffer().catch(() => undefined);
    return answer?.ok ?? false;
  };
  await waitUntil(answers, seconds * 1000, `${url} is ready`);
}
