/** Help, written from the declarations. */
import type { Command, Option } from './command.ts';

const columns = (rows: [string, string][]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
};

const usageOf = ({ words, arguments: args = [], options = {} }: Command): string =>
  [
    `lyceum ${words}`,
    ...args.map((one) => (one.required ? one.name : `[${one.name}]`)),
    ...(Object.keys(options).length > 0 ? ['[options]'] : []),
  ].join(' ');

const optionOf = ([name, { value }]: [string, Option]): string =>
  value ? `--${name} ${value}` : `--${name}`;

export function describeCommand(command: Command): string {
  const { about, more = [], arguments: args = [], options = {}, examples = [] } = command;
  const rows: [string, string][] = [
    ...args.map((one): [string, string] => [one.name, one.about]),
    ...Object.entries(options).map((one): [string, string] => [optionOf(one), one[1].about]),
    ['--help', 'This text'],
  ];
  return [
    `${usageOf(command)}`,
    '',
    `${about}.`,
    ...more,
    '',
    ...columns(rows),
    ...(examples.length > 0 ? ['', 'For example:', ...examples.map((one) => `  ${one}`)] : []),
    '',
  ].join('\n');
}

export function describeAll(commands: readonly Command[], version: string): string {
  return [
    `Lyceum ${version}`,
    '',
    ...columns(commands.map((one): [string, string] => [`lyceum ${one.words}`, one.about])),
    '',
    'lyceum COMMAND --help says more. Configuration: variables of the environment (.env.example); options win over them.',
    'Exit code 0: done. 1: it could not be done, one sentence says why. 2: the call was wrong.',
    '',
  ].join('\n');
}
