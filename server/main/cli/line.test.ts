/** The command line as a pure thing: what is understood, and what is said to somebody who mistyped. */
import { describe, expect, test } from 'vitest';
import { commands } from '../commands/list.ts';
import { UsageError } from './command.ts';
import { describeAll, describeCommand } from './help.ts';
import { nearest, readLine } from './line.ts';

const refusalOf = (...words: string[]): string => {
  try {
    readLine(commands, words);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  return 'understood';
};

describe('words', () => {
  test('find the longest command, and its options wherever they stand', () => {
    const line = readLine(commands, ['backup', 'verify', '--json', '/somewhere']);
    expect(line).toMatchObject({ kind: 'run', command: { words: 'backup verify' } });
    if (line.kind !== 'run') return;
    expect(line.call.args).toEqual(['/somewhere']);
    expect([line.call.has('json'), line.call.has('quiet')]).toEqual([true, false]);
    expect(readLine(commands, ['start', '--services', 'none', '--port=1'])).toMatchObject({ kind: 'run' });
  });

  test.each([
    ['strat', 'lyceum start'],
    ['bakcup', 'lyceum backup'],
    ['resotre', 'lyceum restore'],
    ['migrations', 'lyceum migrate'],
  ])('%s is answered with the nearest: %s', (typed, meant) => {
    expect(refusalOf(typed)).toContain(`Did you mean “${meant}”?`);
  });

  test('that are nothing like a command get the way to all of them, not a guess', () => {
    expect(refusalOf('xylophone')).toBe('There is no command “xylophone”. All of them: lyceum --help');
  });

  test.each([
    [['start', '--prot', '1'], 'Did you mean --port?'],
    [['start', '--port'], 'argument missing'],
    [['user'], 'needs one more word: lyceum user create, lyceum user password'],
    [['user', 'create'], 'EMAIL is missing'],
    [['restore', 'one', 'two'], '“two” is one word too many'],
    [['backup', '--quiet=yes'], 'does not take an argument'],
  ])('%s is refused: %s', (words, text) => {
    expect(refusalOf(...words)).toContain(text);
  });

  test('that mean nothing similar have no nearest', () => {
    expect(nearest('a', ['verify', 'quiet'])).toBeUndefined();
    expect(nearest('verfiy', ['verify', 'quiet'])).toBe('verify');
  });
});

describe('help', () => {
  test('is there for every command, with each option and its meaning', () => {
    for (const command of commands) {
      const words = command.words.split(' ');
      expect(readLine(commands, [...words, '--help'])).toEqual({ kind: 'help', about: [command] });
      expect(readLine(commands, ['help', ...words])).toEqual({ kind: 'help', about: [command] });
      const text = describeCommand(command);
      for (const [name, { about }] of Object.entries(command.options ?? {})) {
        expect(text).toContain(`--${name}`);
        expect(text).toContain(about);
      }
      expect(describeAll(commands, '0')).toContain(`lyceum ${command.words}`);
    }
  });

  test('of a family names its members', () => {
    expect(readLine(commands, ['user', '--help'])).toMatchObject({
      about: [{ words: 'user create' }, { words: 'user password' }],
    });
  });
});
