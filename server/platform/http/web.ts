/**
 * Serves the built web application: hashed assets for ever, the shell for every other address.
 *
 * Public pages get their title and description written into the shell, so that a link shared in a chat or found by a search
 * engine says what it is. Addresses under /api never answer with the shell.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { methodNotAllowed } from './methods.ts';

export type PageMeta = { title: string; description: string /** schema.org JSON-LD */; structured?: object };
/** Finds out what a public address shows; null for the default. */
export type DescribePage = (request: FastifyRequest) => Promise<PageMeta | null>;

const packed = /\.(br|gz)$/;
const oneYearSeconds = 31_536_000;

export async function serveWeb(
  app: FastifyInstance,
  options: { folder: string; describe: DescribePage },
): Promise<void> {
  const shellPath = path.join(options.folder, 'index.html');
  const shell = existsSync(shellPath) ? await readFile(shellPath, 'utf8') : null;
  if (shell) {
    const files = { index: false, preCompressed: true, cacheControl: false } as const;
    // Hundreds of them: one route for all, or finding and making routes would be a tenth of what starting takes.
    const assets = path.join(options.folder, 'assets');
    if (existsSync(assets))
      await app.register(fastifyStatic, {
        ...files,
        root: assets,
        prefix: '/assets/',
        decorateReply: false,
        // The packed ones are found beside their file, not by an address of their own.
        allowedPath: (name) => !packed.test(name),
        setHeaders: (reply) =>
          void reply.header('cache-control', `public, max-age=${oneYearSeconds}, immutable`),
      });
    await app.register(fastifyStatic, {
      ...files,
      root: options.folder,
      wildcard: false,
      globIgnore: ['assets/**', '**/*.{br,gz}'],
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (!request.url.startsWith('/api') && request.method !== 'GET' && request.method !== 'HEAD')
      throw methodNotAllowed(request, reply, ['GET']);
    const page =
      shell && !request.url.startsWith('/api') && (request.headers.accept ?? '').includes('text/html');
    if (!page) throw nothingAt(request);
    const meta = await options.describe(request).catch(() => null);
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(meta ? withMeta(shell, meta) : shell);
  });
}

const nothingAt = (request: FastifyRequest): AppError =>
  new AppError('route.not-found', { detail: `Nothing at ${request.url.split('?')[0]}` });

/** Without the web application (tests, an API-only process) every unknown address is a problem document. */
export function refuseUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler(async (request) => {
    throw nothingAt(request);
  });
}

const escapeHtml = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function withMeta(shell: string, meta: PageMeta): string {
  // JSON-LD is data, not script: a `<` inside it could still close the element, so it is written as an escape.
  const structured = meta.structured
    ? `<script type="application/ld+json">${JSON.stringify(meta.structured).replaceAll('<', '\\u003c')}</script>`
    : '';
  const head = [
    `<title>${escapeHtml(meta.title)}</title>`,
    `<meta name="description" content="${escapeHtml(meta.description)}">`,
    `<meta property="og:title" content="${escapeHtml(meta.title)}">`,
    `<meta property="og:description" content="${escapeHtml(meta.description)}">`,
    structured,
  ].join('');
  return shell.replace(/<title>[\s\S]*?<\/title>/, () => head);
}
