/** Judging badges from elsewhere; those of this organization are checked against its own keys. */
import type { JsonWebKey } from 'node:crypto';
import type { Ctx } from '#server/platform/context.ts';
import { type BadgeVerdict, judgeBadge } from './badge.rules.ts';
import { keyUrl, selectPublicKeys } from './signing-keys.ts';

export async function checkBadge(ctx: Ctx, credential: string): Promise<BadgeVerdict> {
  const keys = await selectPublicKeys(ctx);
  const known = new Map<string, JsonWebKey>(keys.map((key) => [keyUrl(key.id), key.public_jwk]));
  return judgeBadge(credential, { now: ctx.now, keys: known });
}
