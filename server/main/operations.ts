/**
 * What operators and developers ask a running process, beside the contract: metrics, the OpenAPI document and its page.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors.ts';
import { policyOf } from '../platform/http/headers.ts';
import { refuseOtherMethods } from '../platform/http/methods.ts';
import { openApiDocument } from '../platform/http/openapi.ts';
import { registry } from '../platform/telemetry/metrics.ts';
import { version } from '../platform/version.ts';
import { features } from './features.ts';
import type { Runtime } from './runtime.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export async function registerOperations(runtime: Runtime): Promise<void> {
  const { app } = runtime;
  const { METRICS_TOKEN } = runtime.services.config;
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, METRICS_TOKEN)) throw new AppError('route.not-found');
    return asData(reply)
      .type(registry.contentType)
      .send(await registry.metrics());
  });

  // The whole product, whichever areas this process serves: behind a gateway the document is one.
  const endpoints = features.flatMap((feature) => feature.routes);
  // Made when somebody asks: it takes a third of a second, which a starting process has better use for. Kept as bytes: counting and
  // copying a text of a megabyte and a half for each who asks for it would hold up everybody else.
  let schema: Buffer | undefined;
  app.get('/api/schema', { config: { cost: 'read' } }, async (_request, reply) => {
    schema ??= Buffer.from(JSON.stringify(openApiDocument(endpoints, version)));
    return asData(reply)
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(schema);
  });
  await registerDocumentationPage(runtime);
  for (const url of ['/metrics', '/api/schema', '/api/docs', '/api/docs/start.js'])
    refuseOtherMethods(app, url, ['GET']);
}

const asData = (reply: FastifyReply): FastifyReply =>
  reply.header('content-security-policy', policyOf(undefined));

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (!token)
    return (
      loopback.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined
    );
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Lyceum API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>`;

// An own file, because the content security policy refuses scripts written into a page.
const starter = `window.ui = SwaggerUIBundle({ url: '/api/schema/', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'none', filter: true, tryItOutEnabled: true, withCredentials: true,
  requestInterceptor: function (request) {
    var csrf = document.cookie.split('; ').find(function (pair) { return pair.indexOf('lyceum_csrf=') >= 0; });
    if (csrf && request.method !== 'GET') request.headers['x-csrf-token'] = decodeURIComponent(csrf.slice(csrf.indexOf('=') + 1));
    return request;
  } });`;

async function registerDocumentationPage({ app }: Runtime): Promise<void> {
  const assets = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/api/docs/assets/',
    decorateReply: false,
    index: false,
    maxAge: 86_400_000,
    allowedPath: (file) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(file),
  });
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get('/api/docs/start.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(starter),
  );
}
