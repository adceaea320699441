/** What a feature does when a fact happens. Declared as data, run by the dispatcher, at least once, in one transaction each. */
import type { FactName, FactPayload } from '#contract/facts.ts';
import type { Ctx } from '../context.ts';

export type Fact<Name extends FactName = FactName> = {
  id: string;
  name: Name;
  payload: FactPayload<Name>;
  actor_id: string | null;
  occurred_at: string;
};

export type Reaction = {
  /** `feature.verb-noun`; with the fact's id it is the key that makes a repeat a no-op, so never rename it. */
  name: string;
  on: FactName;
  run(ctx: Ctx, fact: Fact): Promise<void>;
};

/** Declares a reaction with its payload's type. */
export function reaction<Name extends FactName>(
  name: string,
  on: Name,
  run: (ctx: Ctx, fact: Fact<Name>) => Promise<void>,
): Reaction {
  return { name, on, run: run as Reaction['run'] };
}
