/**
 * Refuses early when more is under way than can be answered in time (overload.rules.ts), before anything was done for the request.
 *
 * A refusal must cost next to nothing, or refusing would itself be the load: it is written past the framework from a prepared
 * text. What a request is for its endpoint declares (`cost`), so answers to quizzes are refused last and health never.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestCost } from '#contract/endpoint.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../telemetry/log.ts';
import { observeRequest, requestsRefused, routeLabel } from '../telemetry/metrics.ts';
import { allowOrigin } from './cors.ts';
import { bareHeaders } from './headers.ts';
import { learnCapacity, mostUnderWay, type Refusable, refusables } from './overload.rules.ts';
import { problemOf } from './problem.ts';
import { refusalTeller } from './refusals.ts';
import { inSpareTime, type SpareTime } from './spare-time.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an endpoint's requests cost; files and what operators ask have none and are never refused. */
    cost?: RequestCost;
  }
}

const spanMilliseconds = 250;
/** Told to come back after so many seconds, drawn anew for each: those refused together must not come back together. */
const comeBack: Record<Refusable, [least: number, most: number]> = {
  learning: [1, 2],
  read: [2, 6],
  write: [2, 6],
  costly: [5, 15],
};

export type OverloadGuard = {
  /** Under way until it ended. One piece with what follows when it says yes; who is sent away has been answered by it. */
  lettingIn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Under way until it ended, however it does: then one request more has been answered. */
  answering<Result>(work: () => Promise<Result>): Promise<Result>;
};

/** Belongs before all other hooks. */
export function guardAgainstOverload(app: FastifyInstance, config: Config, log: Logger): OverloadGuard {
  if (config.OVERLOAD_WAIT_SECONDS === 0) return { lettingIn: (work) => work(), answering: (work) => work() };
  const gauge = new Gauge(config);
  const refuse = inSpareTime(createRefuser(config, log), refusing);
  app.addHook('onClose', async () => gauge.close());
  app.addHook('onRequest', (request, reply, done) => {
    const kind = kindOf(request);
    if (kind === 'free' || gauge.hasRoom(kind)) return done();
    // Nothing else answers it from here on.
    reply.hijack();
    return refuse({ request, reply, kind });
  });
  return {
    async lettingIn(work) {
      gauge.begin();
      try {
        const result = await work();
        gauge.pause();
        return result;
      } catch (error) {
        gauge.end();
        throw error;
      }
    },
    async answering(work) {
      gauge.begin();
      try {
        return await work();
      } finally {
        gauge.end();
      }
    },
  };
}

/** Pages read the database, too; a browser's question whether it may ask must not be mistaken for one. */
const kindOf = (request: FastifyRequest): RequestCost =>
  request.routeOptions.config.cost ?? (request.is404 && request.method !== 'OPTIONS' ? 'read' : 'free');

/** What is under way, and how much may be: learned four times a second, looked up by every request. */
class Gauge {
  private readonly bounds: { wait_seconds: number; connections: number };
  private readonly timer: NodeJS.Timeout;
  private most: Record<Refusable, number>;
  private capacity: number | null = null;
  private under_way = 0;
  private answers = 0;
  private busy_answers = 0;
  private since = performance.now();

  constructor(config: Config) {
    this.bounds = { wait_seconds: config.OVERLOAD_WAIT_SECONDS, connections: config.DATABASE_POOL };
    this.most = this.allowed();
    this.timer = setInterval(() => this.learn(), spanMilliseconds);
    this.timer.unref();
  }

  hasRoom(kind: Refusable): boolean {
    return this.under_way < this.most[kind];
  }

  begin(): void {
    this.under_way++;
  }

  end(): void {
    this.answers++;
    if (this.under_way >= this.bounds.connections) this.busy_answers++;
    this.under_way--;
  }

  /** Its body is on the way, however slowly: nothing to do for us, and nothing answered yet. */
  pause(): void {
    this.under_way--;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private learn(): void {
    const now = performance.now();
    const { answers, busy_answers, under_way } = this;
    const span = { seconds: (now - this.since) / 1000, answers, busy_answers, under_way };
    this.capacity = learnCapacity(this.capacity, span, this.bounds.connections);
    this.most = this.allowed();
    this.answers = 0;
    this.busy_answers = 0;
    this.since = now;
  }

  private allowed(): Record<Refusable, number> {
    const all = refusables.map((kind) => [kind, mostUnderWay(kind, this.capacity, this.bounds)]);
    return Object.fromEntries(all) as Record<Refusable, number>;
  }
}

type Refusal = { request: FastifyRequest; reply: FastifyReply; kind: Refusable };

/**
 * Written as they come, a thousand refusals make one turn of the event loop of a tenth of a second, and every statement of those who
 * were let in waits for the end of it; written at every turn, they took a quarter of the time they were to save. Whoever waits to be
 * refused sends nothing meanwhile, so waiting also slows down those who come again at once. But it must not become a riddle.
 */
const refusing: SpareTime = { share: 0.05, longest_milliseconds: 3000 };

/** Where the request's id goes in the prepared text. */
const placeOfId = '{request}';

function createRefuser(config: Config, log: Logger) {
  const tell = refusalTeller(log, 'overload', 'cost');
  const error = new AppError('service.unavailable', {
    detail: 'More is asked than can be answered in time: try again in a few seconds',
  });
  const [before, after] = JSON.stringify(problemOf(error, placeOfId)).split(placeOfId) as [string, string];
  const fixedLength = Buffer.byteLength(before) + Buffer.byteLength(after);
  const fixed = Object.entries({
    ...bareHeaders(config),
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
  }).flat();
  return ({ request, reply, kind }: Refusal): void => {
    const [least, most] = comeBack[kind];
    const seconds = least + Math.floor(Math.random() * (most - least + 1));
    if (reply.raw.destroyed) return;
    // Pages of other origins learn when to come back only from an answer that they may read.
    if (request.headers.origin !== undefined && !allowOrigin(config, request, reply))
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(503, [
      ...fixed,
      'x-request-id',
      request.id,
      'retry-after',
      String(seconds),
      'content-length',
      String(fixedLength + request.id.length),
    ]);
    reply.raw.end(before + request.id + after);
    requestsRefused.inc({ cost: kind });
    observeRequest({
      method: request.method,
      route: routeLabel(request.routeOptions.url, false),
      status: 503,
      milliseconds: reply.elapsedTime,
      bytes: fixedLength,
    });
    tell(kind);
  };
}
