// What is written, what is on its way and what is safe, for one record (a lesson, the course). A pure state machine:
// `autosave-runner.ts` gives it time and the network.
//
// Several people may edit the same record. A write carries the version it was based on; when somebody was faster, the
// three sides (what I started from, mine, theirs) are merged field by field, and only a field that both changed asks.

export type Base<Fields> = { fields: Fields; version: number };
export type FieldRefusal = { path: string; code: string; message: string };

export type AutosaveState<Fields> = {
  /** The record as the server last gave it. */
  base: Base<Fields>;
  /** Written, not yet sent. */
  edits: Partial<Fields>;
  /** Sent, not yet answered. */
  sending: Partial<Fields> | null;
  phase: 'idle' | 'waiting' | 'sending' | 'unreachable' | 'refused' | 'conflict';
  /** When the oldest and the newest of `edits` were written, in ms. */
  edited: { first: number; last: number } | null;
  /** Failures in a row, and when to try again. */
  failures: number;
  retry_at: number | null;
  saved_at: string | null;
  /** Somebody else changed these fields too. */
  conflict: { theirs: Base<Fields>; fields: readonly (keyof Fields & string)[] } | null;
  refusals: readonly FieldRefusal[];
  /** Counts how often fields came from elsewhere, so that an editor with its own state knows when to read anew. */
  generation: number;
};

export type AutosaveEvent<Fields> =
  | { type: 'edited'; fields: Partial<Fields>; at: number }
  /** `held` are fields that cannot be sent as they are. */
  | { type: 'sent'; held: readonly FieldRefusal[] }
  | { type: 'acknowledged'; base: Base<Fields>; at: string }
  | { type: 'unreachable'; at: number }
  | { type: 'refused'; refusals: readonly FieldRefusal[] }
  /** The record as it now is on the server, read because a write was late or for any other reason. */
  | { type: 'read'; base: Base<Fields>; at: number }
  /** Edits that this device kept from an earlier visit. */
  | { type: 'recovered'; edits: Partial<Fields>; from: Partial<Fields>; version: number; at: number }
  | { type: 'kept-mine'; at: number }
  | { type: 'took-theirs' }
  | { type: 'retried'; at: number };

/** Saved this long after the last key, and while somebody keeps typing at least this often. */
export const pause_ms = 700;
export const longest_ms = 4000;
const longestRetry_ms = 30_000;

export function startAutosave<Fields>(base: Base<Fields>): AutosaveState<Fields> {
  return {
    base,
    edits: {},
    sending: null,
    phase: 'idle',
    edited: null,
    failures: 0,
    retry_at: null,
    saved_at: null,
    conflict: null,
    refusals: [],
    generation: 0,
  };
}

/** What the person sees: the server's fields under what they wrote. */
export function currentFields<Fields>(state: AutosaveState<Fields>): Fields {
  return { ...state.base.fields, ...state.sending, ...state.edits };
}

export function isSafe<Fields>(state: Pick<AutosaveState<Fields>, 'edits' | 'sending'>): boolean {
  return state.sending === null && Object.keys(state.edits).length === 0;
}

/** Milliseconds until the next write; undefined when there is nothing to write or a person must decide first. */
export function dueIn<Fields>(state: AutosaveState<Fields>, now: number): number | undefined {
  if (state.phase === 'unreachable') return Math.max(0, (state.retry_at ?? now) - now);
  if (state.phase !== 'waiting' || state.edited === null) return undefined;
  return Math.max(0, Math.min(state.edited.last + pause_ms, state.edited.first + longest_ms) - now);
}

export function reduceAutosave<Fields>(
  state: AutosaveState<Fields>,
  event: AutosaveEvent<Fields>,
): AutosaveState<Fields> {
  switch (event.type) {
    case 'edited':
      return edited(state, event.fields, event.at);
    case 'sent':
      return sent(state, event.held);
    case 'acknowledged':
      return acknowledged(state, event.base, event.at);
    case 'unreachable': {
      const failures = state.failures + 1;
      const retry_at = event.at + Math.min(longestRetry_ms, 1000 * 2 ** (failures - 1));
      return { ...unsent(state), phase: 'unreachable', failures, retry_at };
    }
    case 'refused':
      return { ...unsent(state), phase: 'refused', refusals: event.refusals };
    case 'read':
      return event.base.version > state.base.version ? merged(unsent(state), event.base, event.at) : state;
    case 'recovered':
      return recovered(state, event);
    case 'kept-mine':
      if (!state.conflict) return state;
      return waiting({ ...state, base: state.conflict.theirs, conflict: null }, event.at - pause_ms);
    case 'took-theirs':
      return tookTheirs(state);
    case 'retried':
      return isSafe(state) || state.sending
        ? state
        : waiting({ ...state, refusals: [] }, event.at - pause_ms);
  }
}

function edited<Fields>(
  state: AutosaveState<Fields>,
  fields: Partial<Fields>,
  at: number,
): AutosaveState<Fields> {
  const edits = withoutSame({ ...state.edits, ...fields }, { ...state.base.fields, ...state.sending });
  const changed = Object.keys(fields);
  const refusals = state.refusals.filter(({ path }) => path !== '' && !changed.includes(path));
  const next = { ...state, edits, refusals };
  if (state.phase === 'conflict' || state.phase === 'sending')
    return { ...next, edited: span(state.edited, at) };
  if (Object.keys(edits).length === 0) return { ...next, phase: 'idle', edited: null, retry_at: null };
  return waiting(next, at);
}

function waiting<Fields>(state: AutosaveState<Fields>, at: number): AutosaveState<Fields> {
  return { ...state, phase: 'waiting', edited: span(state.edited, at), retry_at: null };
}

const span = (before: AutosaveState<unknown>['edited'], at: number) => ({
  first: Math.min(before?.first ?? at, at),
  last: at,
});

/** A field that was refused waits until it is written again; it does not keep the others from being saved. */
function sent<Fields>(state: AutosaveState<Fields>, found: readonly FieldRefusal[]): AutosaveState<Fields> {
  const held = [...found, ...state.refusals.filter(({ path }) => !found.some((one) => one.path === path))];
  const [kept, sending] = split(state.edits, (field) => held.some(({ path }) => isOf(path, field)));
  if (Object.keys(sending).length === 0) return { ...state, phase: 'refused', refusals: held, edited: null };
  return { ...state, edits: kept, sending, phase: 'sending', edited: null, refusals: held };
}

const isOf = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);

function acknowledged<Fields>(
  state: AutosaveState<Fields>,
  base: Base<Fields>,
  at: string,
): AutosaveState<Fields> {
  const edits = withoutSame(state.edits, base.fields);
  const next = { ...state, base, edits, sending: null, saved_at: at, failures: 0, retry_at: null };
  if (Object.keys(edits).length === 0) return { ...next, phase: 'idle', edited: null };
  const areHeld = Object.keys(edits).every((field) => state.refusals.some(({ path }) => isOf(path, field)));
  return { ...next, phase: areHeld ? 'refused' : 'waiting' };
}

/** What was on its way is written again, under anything written since. */
function unsent<Fields>(state: AutosaveState<Fields>): AutosaveState<Fields> {
  return { ...state, edits: { ...state.sending, ...state.edits }, sending: null };
}

function merged<Fields>(
  state: AutosaveState<Fields>,
  theirs: Base<Fields>,
  at: number,
): AutosaveState<Fields> {
  const before = state.base.fields;
  const edits = withoutSame(state.edits, theirs.fields);
  const both = keysOf(edits).filter((field) => !same(theirs.fields[field], before[field]));
  const seen = keysOf(theirs.fields).some(
    (field) => !(field in edits) && !same(theirs.fields[field], before[field]),
  );
  const generation =
    seen || keysOf(state.edits).length > keysOf(edits).length ? state.generation + 1 : state.generation;
  if (both.length > 0)
    return { ...state, edits, phase: 'conflict', conflict: { theirs, fields: both }, edited: null };
  const next = { ...state, base: theirs, edits, conflict: null, generation, failures: 0 };
  if (keysOf(edits).length === 0) return { ...next, phase: 'idle', edited: null, retry_at: null };
  return waiting(next, at - pause_ms);
}

type Recovered<Fields> = Extract<AutosaveEvent<Fields>, { type: 'recovered' }>;

/** Kept edits are merged as if this visit had never ended: their base is what the person saw then. */
function recovered<Fields>(state: AutosaveState<Fields>, event: Recovered<Fields>): AutosaveState<Fields> {
  if (!isSafe(state)) return state;
  const then: Base<Fields> = { fields: { ...state.base.fields, ...event.from }, version: event.version };
  const next = merged({ ...state, base: then, edits: event.edits }, state.base, event.at);
  return { ...next, generation: state.generation + 1 };
}

function tookTheirs<Fields>(state: AutosaveState<Fields>): AutosaveState<Fields> {
  if (!state.conflict) return state;
  const { theirs, fields } = state.conflict;
  const [, edits] = split(state.edits, (field) => (fields as readonly string[]).includes(field));
  const next = { ...state, base: theirs, edits, conflict: null, generation: state.generation + 1 };
  if (Object.keys(edits).length > 0) return { ...next, phase: 'waiting', edited: { first: 0, last: 0 } };
  return { ...next, phase: 'idle', edited: null };
}

const keysOf = <Value>(value: Value): (keyof Value & string)[] =>
  Object.keys(value as object) as (keyof Value & string)[];

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function split<Fields>(
  edits: Partial<Fields>,
  isChosen: (field: string) => boolean,
): [chosen: Partial<Fields>, rest: Partial<Fields>] {
  const entries = Object.entries(edits);
  const pick = (wanted: boolean) =>
    Object.fromEntries(entries.filter(([field]) => isChosen(field) === wanted)) as Partial<Fields>;
  return [pick(true), pick(false)];
}

function withoutSame<Fields>(edits: Partial<Fields>, fields: Fields): Partial<Fields> {
  return split(edits, (field) => !same(edits[field as keyof Fields], fields[field as keyof Fields]))[0];
}
