/**
 * What an endpoint is: one object that the server binds, the web calls and the OpenAPI document prints.
 *
 * `ability` is a required property, so a route without a guard does not compile; `'public'` and `'signed-in'` must be
 * typed out. Body and query objects are strict: an unknown field is refused by name, never dropped in silence.
 */
import * as z from 'zod';
import type { Ability } from './abilities.ts';
import type { ErrorCode } from './errors.ts';

/** What a successful call of an endpoint tells about the caller's activity. */
export type ViewVerb = 'course.viewed' | 'lesson.viewed' | 'certificate.downloaded';

/**
 * What a request costs us, for the rate limits. Without a word about it, GET is `read` and everything else `write`. `costly`: exports,
 * papers, uploads, what walks over many records. `learning`: what must not be lost, above all answers. `free`: never limited.
 */
export type RequestCost = 'free' | 'read' | 'write' | 'costly' | 'learning';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  /** PUT and PATCH are usually given together: clients of both documents send partial bodies with either. */
  method: Method | readonly Method[];
  /** Written with a trailing slash; the server answers without it too. `:name` marks a parameter. */
  path: `/api/${string}` | `/.well-known/${string}`;
  /** The same operation under the other document's path. */
  aliases?: readonly `/api/${string}`[];
  ability: Ability | 'public' | 'signed-in';
  summary: string;
  /** Contract rows this endpoint answers, e.g. `T-59`. */
  rows?: readonly string[];
  params: Params;
  query: Query;
  body: Body;
  /** `multipart` bodies are read as a stream by the handler; `body` then describes nothing. */
  accepts?: 'json' | 'multipart';
  /** Status of a success. */
  status: 200 | 201 | 202 | 204;
  /** Status of a success with the same body that made nothing new: what was asked for stood already. */
  status_standing?: 200;
  response: Response;
  /** A success that is not JSON: the handler answers with a stream or bytes. */
  produces?: string;
  errors?: readonly ErrorCode[];
  /**
   * `report`: reads much and writes nothing, so a replica may answer it once that has everything that was committed before the
   * request came.
   */
  reads?: 'report';
  /** A signed-in person who gets an answer has looked at the record that `:id` names; kept as activity. */
  views?: ViewVerb;
  /** A success hands out records of others as a file: written into the activity before the answer leaves. */
  hands_out?: 'people';
  cost?: RequestCost;
};

export const costOf = ({ cost, method }: Pick<Endpoint, 'cost' | 'method'>): RequestCost =>
  cost ?? (method === 'GET' ? 'read' : 'write');

const nothing = z.strictObject({});

type Options<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Omit<
  Endpoint<P, Q, B, R>,
  'params' | 'query' | 'body' | 'status' | 'response'
> & { params?: P; query?: Q; body?: B; status?: Endpoint['status']; response?: R };

/** Declares one endpoint; what is left out is an empty strict object, status 200 and an empty answer. */
export function endpoint<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
  R extends z.ZodType = z.ZodNull,
>(options: Options<P, Q, B, R>): Endpoint<P, Q, B, R> {
  const { params, query, body, response, status, ...rest } = options;
  return {
    ...rest,
    status: status ?? (response ? 200 : 204),
    params: (params ?? nothing) as P,
    query: (query ?? nothing) as Q,
    body: (body ?? nothing) as B,
    response: (response ?? z.null()) as R,
  };
}

export type EndpointGroup = Record<string, Endpoint>;
