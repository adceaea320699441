/** For the tests of the scripts in deploy/pipelines: runs one, and waits. */
import { spawn } from 'node:child_process';

export type Ran = { status: number | null; output: string };

/** Not `spawnSync`: what the script asks is answered by this same process. */
export function run(script: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('sh', [script, ...args], { env: { PATH: process.env['PATH'], ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (output += part.toString()));
    child.once('close', (status) => resolve({ status, output }));
  });
}
