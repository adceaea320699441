// Commands and the undo stack together: whatever was done can be taken back, step by step, and done again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outline } from '#contract/catalog.ts';
import { applyCommand, type Command, inverseOf, isIdle, lessonIdOf, subjectOf } from './commands.ts';
import { aLesson, anOutline, drawn } from './outline.fixture.ts';
import { lessonsOf, orderOfModule, placeOfLesson } from './outline-moves.ts';
import { emptyStack, forget, remember, takeBack, takeForth, type UndoStack } from './undo-stack.ts';

const start = anOutline('a b c | d e | f');
const b = aLesson('b');
const [first] = start.modules;
if (!first) throw new Error('The outline has modules');

const commands: readonly [string, Command, string][] = [
  [
    'removes a lesson',
    { type: 'remove-lesson', lesson: b, place: { module_id: 'm1', order: 2 } },
    'a c | d e | f',
  ],
  [
    'inserts a lesson',
    { type: 'insert-lesson', lesson: aLesson('new'), place: { module_id: 'm2', order: 2 } },
    'a b c | d new e | f',
  ],
  ['removes a module with its lessons', { type: 'remove-module', module: first, order: 1 }, 'd e | f'],
  [
    'inserts a module',
    { type: 'insert-module', module: { ...first, id: 'm9', lessons: [aLesson('x')] }, order: 2 },
    'a b c | x | d e | f',
  ],
  [
    'moves a lesson',
    {
      type: 'move-lesson',
      lesson_id: 'b',
      title: 'b',
      from: { module_id: 'm1', order: 2 },
      to: { module_id: 'm3', order: 1 },
    },
    'a c | d e | b f',
  ],
  ['moves a module', { type: 'move-module', module_id: 'm1', title: '', from: 1, to: 3 }, 'd e | f | a b c'],
];

describe('a command', () => {
  test.each(commands)('%s, and its inverse takes that back', (_name, command, expected) => {
    const after = applyCommand(start, command);
    expect(drawn(after)).toBe(expected);
    expect(applyCommand(after, inverseOf(command))).toEqual(start);
    expect(inverseOf(inverseOf(command))).toEqual(command);
  });

  test('renames, and back', () => {
    const rename: Command = { type: 'rename-lesson', lesson_id: 'b', from: 'b', to: 'The load plate' };
    const after = applyCommand(start, rename);
    expect(lessonsOf(after).map(({ title }) => title)).toContain('The load plate');
    expect(applyCommand(after, inverseOf(rename))).toEqual(start);
    const module: Command = {
      type: 'rename-module',
      module_id: 'm2',
      from: 'Module 2',
      to: 'The daily check',
    };
    expect(applyCommand(start, module).modules[1]?.title).toBe('The daily check');
    expect(applyCommand(applyCommand(start, module), inverseOf(module))).toEqual(start);
  });

  test('that changes nothing is known as such', () => {
    const place = { module_id: 'm1', order: 2 };
    expect(isIdle({ type: 'move-lesson', lesson_id: 'b', title: 'b', from: place, to: { ...place } })).toBe(
      true,
    );
    expect(isIdle({ type: 'rename-module', module_id: 'm1', from: 'A', to: 'A' })).toBe(true);
    expect(isIdle({ type: 'move-module', module_id: 'm1', title: '', from: 1, to: 1 })).toBe(true);
    expect(isIdle({ type: 'remove-lesson', lesson: b, place })).toBe(false);
  });

  test('names what it is about', () => {
    expect(commands.map(([, command]) => subjectOf(command))).toEqual([
      'b',
      'new',
      'Module 1',
      'Module 1',
      'b',
      '',
    ]);
    expect(lessonIdOf({ type: 'rename-lesson', lesson_id: 'b', from: 'x', to: 'y' })).toBe('b');
    expect(lessonIdOf({ type: 'move-module', module_id: 'm1', title: '', from: 1, to: 2 })).toBeUndefined();
  });
});

type Choice = { kind: number; pick: number; to: number; order: number };
const choice = fc.record({
  kind: fc.nat(5),
  pick: fc.nat(20),
  to: fc.nat(20),
  order: fc.integer({ min: 1, max: 8 }),
});

/** A command that makes sense in this outline; what the person chose is taken modulo what there is. */
function commandFor(
  outline: Outline,
  { kind, pick, to, order }: Choice,
  number: number,
): Command | undefined {
  const lessons = lessonsOf(outline);
  const lesson = lessons[pick % Math.max(1, lessons.length)];
  const module = outline.modules[pick % Math.max(1, outline.modules.length)];
  const target = outline.modules[to % Math.max(1, outline.modules.length)];
  if (!module || !target) return undefined;
  const size = target.lessons.length;
  if (kind === 0)
    return {
      type: 'insert-lesson',
      lesson: aLesson(`n${number}`),
      place: { module_id: target.id, order: size + 1 },
    };
  if (kind === 1) return { type: 'remove-module', module, order: orderOfModule(outline, module.id) };
  if (kind === 2) {
    const from = orderOfModule(outline, module.id);
    return {
      type: 'move-module',
      module_id: module.id,
      title: '',
      from,
      to: orderOfModule(outline, target.id),
    };
  }
  const place = lesson && placeOfLesson(outline, lesson.id);
  if (!lesson || !place) return undefined;
  if (kind === 3) return { type: 'remove-lesson', lesson, place };
  if (kind === 4)
    return { type: 'rename-lesson', lesson_id: lesson.id, from: lesson.title, to: `title ${number}` };
  const places = target.id === place.module_id ? size : size + 1;
  const end = { module_id: target.id, order: Math.min(order, places) };
  return { type: 'move-lesson', lesson_id: lesson.id, title: lesson.title, from: place, to: end };
}

describe('undo and redo', () => {
  test('take back any twenty changes and do them again, whatever they were', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 20 }), (choices) => {
        let stack: UndoStack<Command> = emptyStack;
        const seen: Outline[] = [start];
        let outline: Outline = start;
        for (const [number, chosen] of choices.entries()) {
          const command = commandFor(outline, chosen, number);
          if (!command) continue;
          outline = applyCommand(outline, command);
          stack = remember(stack, command);
          seen.push(outline);
        }
        for (const expected of seen.slice(0, -1).toReversed()) {
          const step = takeBack(stack);
          if (!step) throw new Error('Nothing to take back');
          outline = applyCommand(outline, inverseOf(step.command));
          stack = step.stack;
          expect(outline).toEqual(expected);
        }
        expect(takeBack(stack)).toBeUndefined();
        for (const expected of seen.slice(1)) {
          const step = takeForth(stack);
          if (!step) throw new Error('Nothing to do again');
          outline = applyCommand(outline, step.command);
          stack = step.stack;
          expect(outline).toEqual(expected);
        }
        expect(takeForth(stack)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test('a new change forgets what was taken back', () => {
    const undone = takeBack(remember(remember(emptyStack, 'one'), 'two'));
    expect(undone).toEqual({ command: 'two', stack: { done: ['one'], undone: ['two'] } });
    expect(remember(undone?.stack ?? emptyStack, 'three')).toEqual({ done: ['one', 'three'], undone: [] });
  });

  test('the oldest change is forgotten first when there are too many', () => {
    let stack: UndoStack<number> = emptyStack;
    for (let number = 1; number <= 5; number++) stack = remember(stack, number, 3);
    expect(stack.done).toEqual([3, 4, 5]);
  });

  test('a change that the server refused is forgotten wherever it stands', () => {
    const [one, two] = [{ id: 1 }, { id: 2 }];
    expect(forget({ done: [one, two], undone: [] }, one)).toEqual({ done: [two], undone: [] });
    expect(forget({ done: [one], undone: [two] }, two)).toEqual({ done: [one], undone: [] });
  });
});
