/** `lyceum`: the one command-line tool. Commands are declared in commands/list.ts; here one is found, run, and its failure told. */

import { BackupError } from '../platform/backup/manifest.ts';
import { ConfigError } from '../platform/config.ts';
import { MigrationError } from '../platform/db/migrate.ts';
import { EmbeddedPostgresError } from '../platform/embedded/index.ts';
import { AppError } from '../platform/errors.ts';
import { ExportError } from '../platform/export/manifest.ts';
import { version } from '../platform/version.ts';
import { Refusal, UsageError } from './cli/command.ts';
import { describeAll, describeCommand } from './cli/help.ts';
import { readLine } from './cli/line.ts';
import { commands } from './commands/list.ts';

async function main(words: string[]): Promise<number | undefined> {
  if (words[0] === '--version') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const line = readLine(commands, words);
  if (line.kind === 'help') {
    const [only, ...others] = line.about;
    process.stdout.write(others.length === 0 ? describeCommand(only!) : describeAll(line.about, version));
    return words.length === 0 ? 2 : 0;
  }
  const result = await line.command.run(line.call);
  return typeof result === 'number' ? result : undefined;
}

const expected = [
  AppError,
  BackupError,
  ConfigError,
  EmbeddedPostgresError,
  ExportError,
  MigrationError,
  Refusal,
  UsageError,
];
const fromOutside = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'ENOSPC',
  'EROFS',
  'ECONNREFUSED',
  'ENOTFOUND',
  '28P01',
  '28000',
  '3D000',
  '42501',
  '53100',
  '57P03',
]);

/** What an operator can cure is one sentence; anything else is ours, and its trace helps whoever mends it. */
function tell(error: Error & { code?: string }): void {
  const isExpected = expected.some((kind) => error instanceof kind) || fromOutside.has(error.code ?? '');
  const text = isExpected ? error.message || (error.code ?? '') : (error.stack ?? error.message);
  process.stderr.write(`${text.replaceAll(/:\/\/[^@\s]*@/g, '://…@')}\n`);
  if (error instanceof AppError)
    for (const { path, message } of error.fields) process.stderr.write(`  ${path}: ${message}\n`);
}

main(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: Error) => {
    tell(error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
