/**
 * How many tries are free, and how long the next one must wait. Pure.
 *
 * A counter forgets one try per `forget_seconds`. Past the free ones each try doubles the wait. Counters are kept per
 * account *and* network, so that a stranger guessing at someone's account is slowed down without its owner noticing
 * (settled conflict 8).
 */
export type Limit = {
  /** Tries without any wait. */
  free: number;
  /** One try is forgotten after this. */
  forget_seconds: number;
  longest_wait_seconds: number;
};

export const limits = {
  /** One account from one network: a person who mistypes, or one guesser. */
  sign_in_account_network: { free: 5, forget_seconds: 300, longest_wait_seconds: 900 },
  /** All accounts from one network: room for a classroom behind one address, none for a list of leaked passwords. */
  sign_in_network: { free: 100, forget_seconds: 6, longest_wait_seconds: 30 },
  /** One account from networks it has never signed in from: many machines guessing together. */
  sign_in_account: { free: 60, forget_seconds: 300, longest_wait_seconds: 60 },
  register_network: { free: 60, forget_seconds: 30, longest_wait_seconds: 300 },
  reset_network: { free: 20, forget_seconds: 60, longest_wait_seconds: 300 },
  reset_confirm_network: { free: 20, forget_seconds: 60, longest_wait_seconds: 300 },
  /** Codes on the trainer's screen: a class that mistypes is not held up, and nobody guesses one within its half minute. */
  check_in_person: { free: 8, forget_seconds: 15, longest_wait_seconds: 60 },
  /** Typing one's current password, from inside a session. */
  confirm_password: { free: 5, forget_seconds: 120, longest_wait_seconds: 300 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** As stored: tries counted up to `updated_at`. */
export type Counter = { failures: number; updated_at: Date };

export type Judgement =
  /** Store this count and go on. */
  { allowed: true; failures: number } | { allowed: false; retry_after_seconds: number };

/** Judges one more try. A refused try is not counted, so waiting always ends. */
export function judge(limit: Limit, counter: Counter, now: Date): Judgement {
  const elapsedSeconds = Math.max(0, (now.getTime() - counter.updated_at.getTime()) / 1000);
  const remembered = Math.max(0, counter.failures - Math.floor(elapsedSeconds / limit.forget_seconds));
  const over = remembered - limit.free;
  const wait = over < 0 ? 0 : Math.min(limit.longest_wait_seconds, 2 ** Math.min(over, 30));
  const left = wait - elapsedSeconds;
  return left > 0
    ? { allowed: false, retry_after_seconds: Math.ceil(left) }
    : { allowed: true, failures: remembered + 1 };
}
