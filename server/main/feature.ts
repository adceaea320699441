/** What a feature hands to the composition root. Everything is data; nothing starts by being imported. */
import type { ServiceName } from '../platform/config.ts';
import type { Reaction } from '../platform/facts/reactions.ts';
import type { BoundEndpoint } from '../platform/http/bind.ts';
import type { AnyJob } from '../platform/jobs/jobs.ts';

export type Feature = {
  name: string;
  /** The service that mounts its routes when the build runs as several (T-19, T-20). */
  service: ServiceName;
  routes: BoundEndpoint[];
  reactions: Reaction[];
  jobs: AnyJob[];
};
