/**
 * `npm start` and `npm run dev`: from a fresh clone to a running product. Plain JavaScript without dependencies, because it
 * runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const development = process.argv.includes('--dev');
/** `npm start -- --port 8080`: what else is said goes to `lyceum start`. */
const options = process.argv.slice(2).filter((one) => one !== '--dev');

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  process.stderr.write(`Lyceum needs Node 20.20 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

/** Runs the children until one ends; signals go to all of them and are waited for. */
function runUntilOneEnds(commands) {
  const children = commands.map(({ command, args, env }) =>
    spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env }, detached: false }),
  );
  let stopping = false;
  const stop = (signal) => {
    stopping = true;
    for (const child of children) if (child.exitCode === null) child.kill(signal);
  };
  // A terminal sends Ctrl-C to the whole group already; a plain `kill` reaches only us, so pass both on. The server ignores
  // the second of two.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
  let left = children.length;
  let code = 0;
  for (const child of children) {
    child.on('exit', (exitCode) => {
      left -= 1;
      if (!stopping) {
        code = exitCode ?? 1;
        stop('SIGTERM');
      }
      if (left === 0) process.exit(code);
    });
  }
}

requireNode();
ensureInstalled();
if (development) {
  const tsx = path.join('node_modules', 'tsx', 'dist', 'cli.mjs');
  const vite = path.join('node_modules', 'vite', 'bin', 'vite.js');
  runUntilOneEnds([
    {
      command: process.execPath,
      args: [tsx, 'watch', '--clear-screen=false', 'server/main/lyceum.ts', 'start', ...options],
      env: { NODE_ENV: 'development' },
    },
    { command: process.execPath, args: [vite, '-c', 'web/vite.config.ts'], env: {} },
  ]);
} else {
  ensureBuilt();
  if (!existsSync('dist/server/lyceum.js')) throw new Error('The build left no dist/server/lyceum.js');
  runUntilOneEnds([
    {
      command: process.execPath,
      args: ['--enable-source-maps', 'dist/server/lyceum.js', 'start', ...options],
      env: { NODE_ENV: process.env.NODE_ENV ?? 'production' },
    },
  ]);
}
