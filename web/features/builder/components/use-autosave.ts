// An autosave's fields and state for a component.
import { useSyncExternalStore } from 'react';
import { type AutosaveState, currentFields, type FieldRefusal } from '../state/autosave.ts';
import type { Autosave } from '../state/autosave-runner.ts';

export function useAutosave<Fields>(autosave: Autosave<Fields>): {
  state: AutosaveState<Fields>;
  fields: Fields;
} {
  const state = useSyncExternalStore(autosave.subscribe, autosave.getState);
  return { state, fields: currentFields(state) };
}

/** What is wrong with one field, if the last attempt to save said so. */
export function refusalFor<Fields>(
  state: AutosaveState<Fields>,
  field: keyof Fields & string,
): FieldRefusal | undefined {
  return state.refusals.find(({ path }) => path === field || path.startsWith(`${field}.`));
}
