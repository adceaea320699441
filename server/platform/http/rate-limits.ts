/**
 * Rate limits of every request, by address and by account (contract L-106, docs/operations/security.md).
 *
 * The process counts for itself and refuses by its own count without asking anyone, so a flood costs Redis nothing. With Redis
 * all processes count together. Credentials have their own, slower throttle in identity.
 */
import { LRUCache } from 'lru-cache';
import type { RequestCost } from '#contract/endpoint.ts';
import type { Config } from '../config.ts';
import type { Actor } from '../context.ts';
import { AppError } from '../errors.ts';
import { installationPrefix } from '../installation.ts';
import { networkOf } from '../net/network.ts';
import type { Logger } from '../telemetry/log.ts';
import { allowance, type Count, judgeRequest, rolled, windowSeconds } from './rate-limits.rules.ts';
import { connectSharedCounters } from './rate-limits.shared.ts';
import { refusalTeller } from './refusals.ts';

/** Signed-in people of one address: a company behind one gateway. Each of them has the limit of an account besides. */
const signedInFactor = 10;
/** Callers remembered at once; whoever makes up addresses to push others out only forgets their own. */
const mostCallers = 50_000;

type Policy = { name: string; key: string; limit: number };

export type RateHeaders = { ratelimit: string; 'ratelimit-policy': string };

export type RateLimits = {
  /**
   * Counts one request against the caller's address and account.
   *
   * @returns the headers that tell the caller what is left; null for what is not limited
   * @throws AppError `rate.limited` with the seconds to wait and the same headers in `headers`
   */
  count(caller: { ip: string; actor: Actor }, cost: RequestCost): Promise<RateHeaders | null>;
  close(): void;
};

/** Refusals carry the headers too. */
export class RateLimited extends AppError {
  readonly headers: RateHeaders;
  constructor(seconds: number, headers: RateHeaders) {
    super('rate.limited', {
      detail: `Too many requests: try again in ${seconds} s`,
      retry_after: seconds,
      params: { retry_after_seconds: seconds },
    });
    this.headers = headers;
  }
}

export async function createRateLimits(options: {
  config: Pick<
    Config,
    'RATE_LIMIT_ADDRESS' | 'RATE_LIMIT_ACCOUNT' | 'REDIS_URL' | 'session_secret' | 'DATABASE_URL'
  >;
  clock: () => Date;
  log: Logger;
}): Promise<RateLimits> {
  const { config, clock, log } = options;
  const own = new LRUCache<string, Count>({ max: mostCallers });
  const shared = config.REDIS_URL ? await connectSharedCounters(config.REDIS_URL, log) : null;
  const prefix = `lyceum:{${installationPrefix(config)}}:rate`;
  const tell = refusalTeller(log, 'rate.limited', 'policy');

  return {
    async count({ ip, actor }, cost) {
      if (cost === 'free') return null;
      const policies = policiesFor(config, { ip, actor }, cost);
      const nowSeconds = clock().getTime() / 1000;
      const window = Math.floor(nowSeconds / windowSeconds);
      const counts = policies.map(({ key }) => rolled(own.get(key), window));
      let judged = judge(policies, counts, nowSeconds);
      if (judged.refused === 0) {
        // Counted before anything is waited for, or a thousand requests at once would all find room.
        for (const [index, { key }] of policies.entries())
          own.set(key, { ...counts[index]!, current: counts[index]!.current + 1 });
        const together = await shared?.count(
          policies.map(({ key }) => `${prefix}:${key}`),
          policies.map(({ limit }) => limit),
        );
        if (together) {
          const everywhere = together.counts.map((one) => ({ window, ...one }));
          judged = judge(policies, everywhere, together.now_seconds);
        }
        if (judged.refused > 0) for (const { key } of policies) giveBack(own, key, window);
      }
      const binding = policies[judged.tightest]!;
      const headers = headersFor(binding, judged.remaining, nowSeconds, judged.refused);
      if (judged.refused === 0) return headers;
      tell(binding.name);
      throw new RateLimited(judged.refused, headers);
    },
    close: () => shared?.close(),
  };
}

/** A request that was refused elsewhere is not counted here. */
function giveBack(own: LRUCache<string, Count>, key: string, window: number): void {
  const count = own.get(key);
  if (count?.window === window) own.set(key, { ...count, current: Math.max(0, count.current - 1) });
}

function policiesFor(
  config: Pick<Config, 'RATE_LIMIT_ADDRESS' | 'RATE_LIMIT_ACCOUNT'>,
  { ip, actor }: { ip: string; actor: Actor },
  cost: Exclude<RequestCost, 'free'>,
): Policy[] {
  const network = networkOf(ip);
  if (actor.kind !== 'user') {
    const limit = allowance(config.RATE_LIMIT_ADDRESS, cost);
    return [{ name: `address-${cost}`, key: `a:${cost}:${network}`, limit }];
  }
  return [
    {
      name: `address-${cost}`,
      key: `s:${cost}:${network}`,
      limit: allowance(config.RATE_LIMIT_ADDRESS * signedInFactor, cost),
    },
    {
      name: `account-${cost}`,
      key: `u:${cost}:${actor.user_id}`,
      limit: allowance(config.RATE_LIMIT_ACCOUNT, cost),
    },
  ];
}

/** The policy that binds: the one refused for longest, else the one with least left. */
function judge(policies: readonly Policy[], counts: readonly Count[], nowSeconds: number) {
  let tightest = 0;
  let remaining = Number.POSITIVE_INFINITY;
  let refused = 0;
  policies.forEach(({ limit }, index) => {
    const one = judgeRequest(limit, counts[index]!, nowSeconds);
    if (one.wait_seconds > refused || (refused === 0 && one.remaining < remaining)) {
      tightest = index;
      remaining = one.remaining;
    }
    refused = Math.max(refused, one.wait_seconds);
  });
  return { tightest, remaining, refused };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers: the policy that binds, what is left of it, seconds until more is. */
const headersFor = (policy: Policy, remaining: number, nowSeconds: number, wait: number): RateHeaders => ({
  'ratelimit-policy': `"${policy.name}";q=${policy.limit};w=${windowSeconds}`,
  ratelimit: `"${policy.name}";r=${remaining};t=${wait > 0 ? wait : Math.ceil(windowSeconds - (nowSeconds % windowSeconds))}`,
});
