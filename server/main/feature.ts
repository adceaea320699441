/** What a feature hands to the composition root. Everything is data; nothing starts by being imported. */
import type { ViewVerb } from '#contract/endpoint.ts';
import type { ServiceName } from '../platform/config.ts';
import type { Ctx } from '../platform/context.ts';
import type { Exported } from '../platform/export/tables.ts';
import type { Observer, Reaction } from '../platform/facts/reactions.ts';
import type { BoundEndpoint } from '../platform/http/bind.ts';
import type { Refusal } from '../platform/http/denials.ts';
import type { AnyJob } from '../platform/jobs/jobs.ts';

export type Feature = {
  name: string;
  /** The service that mounts its routes when the build runs as several (T-19, T-20). */
  service: ServiceName;
  routes: BoundEndpoint[];
  reactions: Reaction[];
  jobs: AnyJob[];
  /** What of its tables goes into an export, and why the rest does not. */
  exports?: Exported;
  /** Sees all facts: see Observer. */
  observer?: Observer;
  /** Hears of answered calls to endpoints that declare `views`; must not throw and costs the caller nothing. */
  onView?: (ctx: Ctx, verb: ViewVerb, recordId: string) => void;
  /** Hears of requests that were not let through; must not throw and costs the caller nothing. */
  onRefused?: (refusal: Refusal) => void;
  /** Writes what it still holds; called when the process stops. */
  flush?: () => Promise<void>;
};
