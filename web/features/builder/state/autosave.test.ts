// The autosave machine: what is safe, what is not, and who wins.
import { describe, expect, test } from 'vitest';
import {
  type AutosaveEvent,
  type AutosaveState,
  type Base,
  currentFields,
  dueIn,
  isSafe,
  longest_ms,
  pause_ms,
  reduceAutosave,
  startAutosave,
} from './autosave.ts';

type Fields = { title: string; content: string; minutes: number };
const base: Base<Fields> = { version: 1, fields: { title: 'Load plate', content: '<p>Old</p>', minutes: 5 } };
const theirsWith = (fields: Partial<Fields>): Base<Fields> => ({
  version: 2,
  fields: { ...base.fields, ...fields },
});

function stateAfter(...events: AutosaveEvent<Fields>[]): AutosaveState<Fields> {
  return events.reduce(reduceAutosave<Fields>, startAutosave(base));
}
const edit = (fields: Partial<Fields>, at = 0): AutosaveEvent<Fields> => ({ type: 'edited', fields, at });
const sent: AutosaveEvent<Fields> = { type: 'sent', held: [] };
const saved = (fields: Partial<Fields>, version = 2): AutosaveEvent<Fields> => ({
  type: 'acknowledged',
  base: { version, fields: { ...base.fields, ...fields } },
  at: '2026-11-17T09:42:07.000Z',
});
const read = (theirs: Base<Fields>): AutosaveEvent<Fields> => ({ type: 'read', base: theirs, at: 5000 });

describe('when it writes', () => {
  test.each([
    ['nothing was written', stateAfter(), 0, undefined],
    [
      'a pause after the last key',
      stateAfter(edit({ title: 'A' }, 0), edit({ title: 'AB' }, 300)),
      300,
      pause_ms,
    ],
    ['at once when the pause is over', stateAfter(edit({ title: 'A' }, 0)), 9999, 0],
    [
      'at least so often while somebody keeps typing',
      stateAfter(edit({ title: 'A' }, 0), edit({ title: 'AB' }, longest_ms - 100)),
      longest_ms - 100,
      100,
    ],
    [
      'not while a write is on its way',
      stateAfter(edit({ title: 'A' }), sent, edit({ title: 'AB' })),
      9999,
      undefined,
    ],
    [
      'not while a person must decide',
      stateAfter(edit({ title: 'A' }), read(theirsWith({ title: 'B' }))),
      9999,
      undefined,
    ],
    [
      'a second after the first failure',
      stateAfter(edit({ title: 'A' }), sent, { type: 'unreachable', at: 100 }),
      100,
      1000,
    ],
  ])('%s', (_name, state, now, expected) => {
    expect(dueIn(state, now)).toBe(expected);
  });

  test('waits longer with every failure, up to half a minute', () => {
    const failures = Array.from({ length: 8 }, (): AutosaveEvent<Fields>[] => [
      sent,
      { type: 'unreachable', at: 0 },
    ]);
    const waits = failures.map((_, index) =>
      dueIn(stateAfter(edit({ title: 'A' }), ...failures.slice(0, index + 1).flat()), 0),
    );
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('typing something and taking it back is nothing to write', () => {
    const state = stateAfter(edit({ title: 'A' }), edit({ title: 'Load plate' }));
    expect(isSafe(state)).toBe(true);
    expect(state.phase).toBe('idle');
  });
});

describe('what is safe', () => {
  test('is safe when the server said so, with the time', () => {
    const state = stateAfter(edit({ title: 'New' }), sent, saved({ title: 'New' }));
    expect(isSafe(state)).toBe(true);
    expect(state).toMatchObject({
      phase: 'idle',
      saved_at: '2026-11-17T09:42:07.000Z',
      base: { version: 2 },
    });
  });

  test('words typed while a write was on its way are written next', () => {
    const state = stateAfter(edit({ title: 'A' }), sent, edit({ title: 'AB' }, 50), saved({ title: 'A' }));
    expect(state).toMatchObject({ phase: 'waiting', edits: { title: 'AB' } });
    expect(currentFields(state).title).toBe('AB');
  });

  test('a failed write loses nothing, and newer words win over the failed ones', () => {
    const state = stateAfter(edit({ title: 'A', minutes: 7 }), sent, edit({ title: 'AB' }), {
      type: 'unreachable',
      at: 0,
    });
    expect(state.edits).toEqual({ title: 'AB', minutes: 7 });
    expect(state.phase).toBe('unreachable');
  });

  test('the server’s cleaned text does not replace what stands in the editor', () => {
    const state = stateAfter(
      edit({ content: '<p>x<script></script></p>' }),
      sent,
      saved({ content: '<p>x</p>' }),
    );
    expect(state.generation).toBe(0);
    expect(isSafe(state)).toBe(true);
  });
});

describe('what cannot be saved as it is', () => {
  const held = [{ path: 'title', code: 'too_small', message: '' }];

  test('stays, while the other fields are saved', () => {
    const state = stateAfter(edit({ title: '', minutes: 9 }), { type: 'sent', held });
    expect(state.sending).toEqual({ minutes: 9 });
    const next = reduceAutosave(state, saved({ minutes: 9 }));
    expect(next).toMatchObject({ phase: 'refused', edits: { title: '' }, refusals: held });
  });

  test('is not sent at all when it is the only thing', () => {
    expect(stateAfter(edit({ title: '' }), { type: 'sent', held })).toMatchObject({
      phase: 'refused',
      sending: null,
    });
  });

  test('is sent again once it was mended, and not before', () => {
    const refused = stateAfter(edit({ title: 'taken' }), sent, { type: 'refused', refusals: held });
    const other = [edit({ minutes: 6 }), sent].reduce(reduceAutosave<Fields>, refused);
    expect(other.sending).toEqual({ minutes: 6 });
    const mended = [edit({ title: 'free' }), sent].reduce(reduceAutosave<Fields>, refused);
    expect(mended).toMatchObject({ sending: { title: 'free' }, refusals: [] });
  });

  test('is sent again when the person asks for it', () => {
    const refused = stateAfter(edit({ title: 'taken' }), sent, { type: 'refused', refusals: held });
    const again = [{ type: 'retried', at: 9 } as const, sent].reduce(reduceAutosave<Fields>, refused);
    expect(again.sending).toEqual({ title: 'taken' });
  });
});

describe('somebody else was faster', () => {
  test('and changed other fields: both changes stay, nobody is asked', () => {
    const state = stateAfter(edit({ title: 'Mine' }), sent, read(theirsWith({ minutes: 20 })));
    expect(state).toMatchObject({ phase: 'waiting', conflict: null, base: { version: 2 }, generation: 1 });
    expect(currentFields(state)).toEqual({ title: 'Mine', content: '<p>Old</p>', minutes: 20 });
    expect(dueIn(state, 5000)).toBe(0);
  });

  test('and wrote the very same: there is nothing left to do', () => {
    const state = stateAfter(edit({ title: 'Same' }), sent, read(theirsWith({ title: 'Same' })));
    expect(state.phase).toBe('idle');
    expect(isSafe(state)).toBe(true);
  });

  test('and changed the same field: the person decides, and can go on typing meanwhile', () => {
    const state = stateAfter(
      edit({ title: 'Mine', minutes: 8 }),
      sent,
      read(theirsWith({ title: 'Theirs' })),
    );
    expect(state).toMatchObject({ phase: 'conflict', conflict: { fields: ['title'] } });
    const typed = reduceAutosave(state, edit({ content: '<p>More</p>' }));
    expect(typed.phase).toBe('conflict');
    expect(currentFields(typed)).toEqual({ title: 'Mine', content: '<p>More</p>', minutes: 8 });
  });

  test('keeping mine writes it over theirs, knowingly', () => {
    const conflict = stateAfter(
      edit({ title: 'Mine' }),
      sent,
      read(theirsWith({ title: 'Theirs', minutes: 30 })),
    );
    const kept = [{ type: 'kept-mine', at: 9000 } as const, sent].reduce(reduceAutosave<Fields>, conflict);
    expect(kept).toMatchObject({ sending: { title: 'Mine' }, base: { version: 2 }, conflict: null });
    expect(currentFields(kept).minutes).toBe(30);
  });

  test('taking theirs drops only the fields in question', () => {
    const conflict = stateAfter(
      edit({ title: 'Mine', content: '<p>New</p>' }),
      sent,
      read(theirsWith({ title: 'Theirs' })),
    );
    const taken = reduceAutosave(conflict, { type: 'took-theirs' });
    expect(currentFields(taken)).toEqual({ title: 'Theirs', content: '<p>New</p>', minutes: 5 });
    expect(taken).toMatchObject({ phase: 'waiting', generation: 1 });
    expect(dueIn(taken, 100_000)).toBe(0);
  });

  test('a second change by others while I decide is shown too', () => {
    const conflict = stateAfter(edit({ title: 'Mine' }), sent, read(theirsWith({ title: 'Theirs' })));
    const later = reduceAutosave(
      conflict,
      read({ version: 3, fields: { ...base.fields, title: 'Theirs again' } }),
    );
    expect(later.conflict).toMatchObject({ theirs: { version: 3, fields: { title: 'Theirs again' } } });
  });

  test('an answer that is older than what I know changes nothing', () => {
    const state = stateAfter(edit({ title: 'A' }), sent, saved({ title: 'A' }, 7));
    expect(reduceAutosave(state, read(theirsWith({ title: 'Old' })))).toBe(state);
  });

  test('without any words of mine I simply see theirs', () => {
    const state = stateAfter(read(theirsWith({ content: '<p>Theirs</p>' })));
    expect(state).toMatchObject({ phase: 'idle', generation: 1 });
    expect(currentFields(state).content).toBe('<p>Theirs</p>');
  });
});

describe('after a crash', () => {
  const kept = { edits: { content: '<p>Long text</p>' }, from: { content: '<p>Old</p>' } };

  test('what this device kept is there again and is written', () => {
    const state = stateAfter({ type: 'recovered', ...kept, version: 1, at: 0 });
    expect(currentFields(state).content).toBe('<p>Long text</p>');
    expect(state).toMatchObject({ phase: 'waiting', generation: 1 });
  });

  test('what somebody else wrote since then is not overwritten in silence', () => {
    const now = startAutosave(theirsWith({ content: '<p>Theirs</p>' }));
    const state = reduceAutosave(now, { type: 'recovered', ...kept, version: 1, at: 0 });
    expect(state).toMatchObject({ phase: 'conflict', conflict: { fields: ['content'] } });
  });

  test('what had reached the server after all is forgotten', () => {
    const now = startAutosave(theirsWith({ content: '<p>Long text</p>' }));
    const state = reduceAutosave(now, { type: 'recovered', ...kept, version: 1, at: 0 });
    expect(isSafe(state)).toBe(true);
  });
});
