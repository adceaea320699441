/** Prints the OpenAPI 3.1 document from the same endpoint objects that the server binds. */
import * as z from 'zod';
import { costOf, type Endpoint } from '#contract/endpoint.ts';
import { errors } from '#contract/errors.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';
import type { BoundEndpoint } from './bind.ts';

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(errors) },
    params: { type: 'object' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    request_id: { type: 'string', format: 'uuid' },
  },
};

export function openApiDocument(endpoints: BoundEndpoint[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { name, endpoint } of endpoints) {
    const urls = [endpoint.path, ...(endpoint.aliases ?? [])];
    urls.forEach((url, urlIndex) => {
      const methods = Array.isArray(endpoint.method) ? endpoint.method : [endpoint.method];
      for (const method of methods as string[]) {
        const unique =
          urlIndex === 0 && method === methods[0] ? name : `${name}_${method.toLowerCase()}${urlIndex || ''}`;
        const path = url.replace(/:([a-z_]+)/g, '{$1}');
        paths[path] = { ...paths[path], [method.toLowerCase()]: operation(endpoint, unique) };
      }
    });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lyceum',
      version,
      description: 'Training and learning platform. A trailing slash is optional everywhere.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'lyceum_access' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Sent again with the same key and the same request within a day, this is done once and answered the same, with `Idempotency-Replayed: true`. Another request with the key: 422. The first one still under way: 409 with Retry-After. A request that was refused keeps nothing.',
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
};

/** Every status an operation may answer: what it declares, and what reading, counting and admitting a request may say first. */
export function declaredStatuses(endpoint: Endpoint): number[] {
  const given = Object.keys(
    (jsonSchema(endpoint.params, 'input') as { properties?: object }).properties ?? {},
  );
  return [
    ...new Set([
      endpoint.status,
      ...(endpoint.status_standing ? [endpoint.status_standing] : []),
      400,
      ...(endpoint.ability === 'public' ? [] : [401, 403]),
      ...(given.length > 0 ? [404] : []),
      ...(hasBody(endpoint) ? [413, 415] : []),
      ...(takesIdempotencyKey(endpoint) ? [409, 422] : []),
      ...(costOf(endpoint) === 'free' ? [] : [429]),
      ...(endpoint.errors ?? []).map((code) => errors[code].status),
    ]),
  ];
}

function operation(endpoint: Endpoint, operationId: string): Record<string, unknown> {
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2]],
    ...(endpoint.ability === 'public' ? { security: [] } : {}),
    'x-ability': endpoint.ability,
    ...(endpoint.rows ? { 'x-contract-rows': endpoint.rows } : {}),
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...(takesIdempotencyKey(endpoint) ? [idempotencyKey] : []),
    ],
    ...(hasBody(endpoint) ? { requestBody: requestBody(endpoint) } : {}),
    responses: {
      [endpoint.status]: success(endpoint),
      ...(endpoint.status_standing ? { [endpoint.status_standing]: success(endpoint) } : {}),
      ...Object.fromEntries(
        declaredStatuses(endpoint)
          .filter((status) => status >= 400)
          .map((status) => [
            status,
            {
              description: 'A problem',
              content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
            },
          ]),
      ),
    },
  };
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
};

function success(endpoint: Endpoint): Record<string, unknown> {
  if (endpoint.status === 204) return { description: 'Done' };
  if (endpoint.produces) return { description: 'The file', content: { [endpoint.produces]: {} } };
  return {
    description: 'Success',
    content: { 'application/json': { schema: jsonSchema(endpoint.response, 'output') } },
  };
}

function hasBody(endpoint: Endpoint): boolean {
  const first = Array.isArray(endpoint.method) ? endpoint.method[0] : endpoint.method;
  return endpoint.accepts === 'multipart' || (first !== 'GET' && first !== 'DELETE');
}

function requestBody(endpoint: Endpoint): Record<string, unknown> {
  if (endpoint.accepts === 'multipart') {
    return {
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    };
  }
  return { content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } } };
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): Record<string, unknown>[] {
  const printed = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(printed.properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || (printed.required ?? []).includes(name),
    schema: one,
  }));
}
