/** Where figures come from: without it they say nothing. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';

export type Origin = { date: string; commit: string; machine: string };

const commitOf = (): string => {
  try {
    const changed = execFileSync('git', ['status', '--porcelain', 'server', 'migrations'], {
      encoding: 'utf8',
    });
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    return changed.trim() ? `${commit} and changes` : commit;
  } catch {
    return 'unknown';
  }
};

export function originOf(postgresVersion: string): Origin {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(),
    machine: `${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, PostgreSQL ${postgresVersion}`,
  };
}
