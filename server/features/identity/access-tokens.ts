/**
 * Access tokens: short-lived JWTs that name a login session.
 *
 * The token proves only "this session, until then". Whether the session still stands and what its person may do is asked
 * per request (session-states.ts), so a token outlives neither a sign-out nor a lost role.
 */
import { createSigner, createVerifier } from 'fast-jwt';
import * as z from 'zod';
import { id } from '#contract/values/common.ts';
import { keyFor } from './secrets.ts';

/** Contract T-44. */
export const accessTokenSeconds = 60 * 60;

const issuer = 'lyceum';
const audience = 'lyceum-api';
/** RFC 9068: keeps other JWTs that happen to carry our signature out of this slot. */
const type = 'at+jwt';

const Claims = z.object({ sub: id, sid: id, iat: z.int(), exp: z.int() });
export type AccessClaims = { user_id: string; login_session_id: string; expires_at: Date };

type Codec = { sign(payload: object): string; verify(token: string): unknown };
const codecs = new Map<string, Codec>();

function codec(): Codec {
  const key = keyFor('access-token');
  const name = key.toString('hex');
  const known = codecs.get(name);
  if (known) return known;
  const made: Codec = {
    sign: createSigner({ key, algorithm: 'HS256', header: { alg: 'HS256', typ: type } }),
    // Times are ours to check: the product's clock is `ctx.now`, not the library's.
    verify: createVerifier({
      key,
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      checkTyp: type,
      requiredClaims: ['iss', 'aud', 'sub', 'sid', 'exp', 'iat'],
      ignoreExpiration: true,
      cache: false,
    }),
  };
  codecs.set(name, made);
  return made;
}

const inSeconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** Signs an access token for a login session that has just been checked to stand. */
export function signAccessToken(
  userId: string,
  loginSessionId: string,
  now: Date,
): { token: string; expires_at: Date } {
  const iat = inSeconds(now);
  const exp = iat + accessTokenSeconds;
  const token = codec().sign({ iss: issuer, aud: audience, sub: userId, sid: loginSessionId, iat, exp });
  return { token, expires_at: new Date(exp * 1000) };
}

/** What a token claims, or null when it is forged, meant for another use, or past its time. Never throws. */
export function readAccessToken(token: string, now: Date): AccessClaims | null {
  const claims = Claims.safeParse(verified(token));
  if (!claims.success || claims.data.exp <= inSeconds(now)) return null;
  const { sub, sid, exp } = claims.data;
  return { user_id: sub, login_session_id: sid, expires_at: new Date(exp * 1000) };
}

function verified(token: string): unknown {
  try {
    return codec().verify(token);
  } catch {
    // A token that does not verify is an ordinary outcome of asking, not a failure of ours.
    return null;
  }
}
