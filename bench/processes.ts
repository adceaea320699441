/** CPU time of processes, from /proc: the whole stack's cost of a request is steadier than its rate. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

type Stat = { pid: number; parent: number; seconds: number };

function stat(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may hold spaces and brackets; fields start after the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      seconds:
        (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / ticksPerSecond,
    };
  } catch {
    return null;
  }
}

/** CPU seconds of these processes and all their children, or null where /proc is not there. */
export function cpuSeconds(roots: number[]): number | null {
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
  const all = names.map(stat).filter((one) => one !== null);
  const wanted = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (!wanted.has(one.pid) && wanted.has(one.parent)) {
        wanted.add(one.pid);
        grown = true;
      }
    }
  }
  return all.filter((one) => wanted.has(one.pid)).reduce((sum, one) => sum + one.seconds, 0);
}
