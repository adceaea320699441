/** From words typed to a call: finds the command, reads its options, and when something is wrong says what is nearest. */
import { parseArgs } from 'node:util';
import { type Call, type Command, UsageError } from './command.ts';

export type Line =
  | { kind: 'run'; command: Command; call: Call }
  | { kind: 'help'; about: readonly Command[] };

/** @throws UsageError */
export function readLine(commands: readonly Command[], words: readonly string[]): Line {
  const wantsHelp = words.includes('--help') || words.includes('-h') || words[0] === 'help';
  const plain = words.filter((one) => !['--help', '-h'].includes(one));
  const typed = plain[0] === 'help' ? plain.slice(1) : plain;
  const command = findCommand(commands, typed);
  if (wantsHelp || typed.length === 0) {
    if (command) return { kind: 'help', about: [command] };
    const family = commands.filter((one) => one.words.split(' ')[0] === typed[0]);
    if (family.length > 0 || typed.length === 0)
      return { kind: 'help', about: family.length > 0 ? family : commands };
  }
  if (!command) throw unknownCommand(commands, typed);
  return { kind: 'run', command, call: readCall(command, typed.slice(command.words.split(' ').length)) };
}

/** The longest one that the words begin with. */
function findCommand(commands: readonly Command[], typed: readonly string[]): Command | undefined {
  return commands
    .filter((one) => one.words.split(' ').every((word, at) => typed[at] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0];
}

function unknownCommand(commands: readonly Command[], typed: readonly string[]): UsageError {
  const family = commands.filter((one) => one.words.split(' ')[0] === typed[0]);
  if (family.length > 0) {
    const words = family.map((one) => `lyceum ${one.words}`).join(', ');
    return new UsageError(`“${typed[0]}” needs one more word: ${words}.`);
  }
  const near = nearest(
    typed[0]!,
    commands.map((one) => one.words.split(' ')[0]!),
  );
  return new UsageError(
    `There is no command “${typed[0]}”.${near ? ` Did you mean “lyceum ${near}”?` : ''} All of them: lyceum --help`,
  );
}

function readCall(command: Command, rest: string[]): Call {
  const options = command.options ?? {};
  const parsed = parse(command, rest);
  const limit = command.arguments?.length ?? 0;
  if (parsed.positionals.length > limit)
    throw new UsageError(
      `“${parsed.positionals[limit]}” is one word too many. See: lyceum ${command.words} --help`,
    );
  const missing = command.arguments?.find((one, at) => one.required && parsed.positionals[at] === undefined);
  if (missing)
    throw new UsageError(`${missing.name} is missing: ${missing.about}. See: lyceum ${command.words} --help`);
  const known = (name: string) => {
    if (!options[name]) throw new Error(`Option ${name} is not declared by ${command.words}`);
    return parsed.values[name];
  };
  return {
    args: parsed.positionals,
    value: (name) => known(name) as string | undefined,
    has: (name) => known(name) === true,
  };
}

function parse(command: Command, rest: string[]): { values: Record<string, unknown>; positionals: string[] } {
  const names = Object.keys(command.options ?? {});
  try {
    return parseArgs({
      args: rest,
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(command.options ?? {}).map(([name, one]) => [
          name,
          { type: one.value ? ('string' as const) : ('boolean' as const) },
        ]),
      ),
    });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(`${message.split('. ')[0]!.split('\n')[0]}. See: lyceum ${command.words} --help`);
    const typed = /'(-[^' ]*)'/.exec(message)?.[1] ?? '';
    const near = nearest(typed.replace(/^-+/, ''), names);
    throw new UsageError(
      `“lyceum ${command.words}” has no option ${typed}.${near ? ` Did you mean --${near}?` : ''} See: lyceum ${command.words} --help`,
    );
  }
}

/** The word that needs the fewest letters changed, if that is few. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const ranked = [...new Set(known)]
    .map((word) => ({ word, distance: distanceOf(typed.toLowerCase(), word) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(typed.length / 3) + 1) ? best.word : undefined;
}

/** Letters to insert, delete or change to make one word of the other; two swapped letters are one change. */
function distanceOf(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, at) => [at]);
  for (let column = 1; column <= b.length; column++) rows[0]![column] = column;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + cost,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, rows[row - 2]![column - 2]! + 1);
      rows[row]![column] = best;
    }
  }
  return rows[a.length]![b.length]!;
}
