/** `npm run check`: everything that can be judged without running the product. The list is data; each runs, all are reported. */
import { spawnSync } from 'node:child_process';

const checks: { name: string; command: string[] }[] = [
  {
    name: 'format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'types: contract', command: ['node_modules/typescript/bin/tsc', '-p', 'contract/tsconfig.json'] },
  { name: 'types: server', command: ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.json'] },
  { name: 'types: web', command: ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'] },
  { name: 'boundaries', command: ['node_modules/tsx/dist/cli.mjs', 'scripts/check-boundaries.ts'] },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'supply chain', command: ['node_modules/tsx/dist/cli.mjs', 'scripts/check-supply-chain.ts'] },
  { name: 'documents', command: ['node_modules/tsx/dist/cli.mjs', 'scripts/check-docs.ts'] },
  { name: 'deployment', command: ['node_modules/tsx/dist/cli.mjs', 'scripts/check-deploy.ts'] },
];

const only = process.argv[2];
let bad = 0;
for (const { name, command } of checks.filter((one) => !only || one.name.includes(only))) {
  const startedAt = performance.now();
  const result = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`  ${result.status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  if (result.status !== 0) {
    bad += 1;
    process.stdout.write(`${result.stdout}${result.stderr}\n`);
  }
}
process.exit(bad === 0 ? 0 : 1);
