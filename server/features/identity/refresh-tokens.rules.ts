/** What a presented refresh token means. Pure. */

/** A second tab that was just a little late gets the same successor instead of being thrown out (R12). */
export const graceSeconds = 20;

export type TokenState = {
  session_ended_at: string | null;
  session_expires_at: string;
  /** The person may sign in. */
  is_active: boolean;
  expires_at: string;
  spent_at: string | null;
  successor_spent_at: string | null;
};

export type Verdict =
  /** Spend it and hand out a successor. */
  | 'rotate'
  /** Just spent by someone beside us: hand out the same successor again. */
  | 'repeat'
  /** Over in an ordinary way. */
  | 'refuse'
  /** A spent token came back: somebody else has a copy, so the whole family ends. */
  | 'revoke';

/**
 * Judges a refresh token that is known. Only the immediate predecessor of the live token enjoys the grace; a token whose
 * successor has itself been spent never does.
 */
export function judgeToken(token: TokenState, now: Date): Verdict {
  const at = now.getTime();
  if (token.session_ended_at !== null || Date.parse(token.session_expires_at) <= at || !token.is_active)
    return 'refuse';
  if (token.spent_at === null) return Date.parse(token.expires_at) > at ? 'rotate' : 'refuse';
  const isWithinGrace = at - Date.parse(token.spent_at) <= graceSeconds * 1000;
  return isWithinGrace && token.successor_spent_at === null ? 'repeat' : 'revoke';
}
