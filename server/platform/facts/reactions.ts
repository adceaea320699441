/** What a feature does when a fact happens. Declared as data, run by the dispatcher, at least once, in one transaction each. */
import type { FactName, FactPayload } from '#contract/facts.ts';
import type { Ctx } from '../context.ts';

export type Fact<Name extends FactName = FactName> = {
  id: string;
  name: Name;
  payload: FactPayload<Name>;
  actor_id: string | null;
  occurred_at: string;
  login_session_id: string | null;
  ip: string;
  request_id: string | null;
};

/**
 * Sees every delivered fact, a batch at a time, in the transaction of the delivery. Seen again when the delivery is repeated,
 * so what it writes is keyed by the fact's id.
 */
export type Observer = (ctx: Ctx, facts: Fact[]) => Promise<void>;

export type Reaction = {
  /** `feature.verb-noun`; with the fact's id it is the key that makes a repeat a no-op, so never rename it. */
  name: string;
  on: FactName;
  run(ctx: Ctx, fact: Fact): Promise<void>;
  /** The same for many facts in one go, where that is cheaper: called with those of a batch in place of `run` for each. */
  runAll?(ctx: Ctx, facts: Fact[]): Promise<void>;
};

/** Declares a reaction with its payload's type. */
export function reaction<Name extends FactName>(
  name: string,
  on: Name,
  run: (ctx: Ctx, fact: Fact<Name>) => Promise<void>,
): Reaction {
  return { name, on, run: run as Reaction['run'] };
}

/** Declares a reaction that answers any number of facts with the same few statements. */
export function batchReaction<Name extends FactName>(
  name: string,
  on: Name,
  run: (ctx: Ctx, facts: Fact<Name>[]) => Promise<void>,
): Reaction {
  const runAll = run as NonNullable<Reaction['runAll']>;
  return { name, on, runAll, run: (ctx, fact) => runAll(ctx, [fact]) };
}
