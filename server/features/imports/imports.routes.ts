/** Binds the imports endpoints. */
import { imports } from '#contract/imports.ts';
import { bind } from '#server/platform/http/bind.ts';
import * as service from './imports.service.ts';

export const importsRoutes = bind(imports, {
  listImports: (ctx, { query, request }) => service.listImports(ctx, query, request),
  createImport: (ctx, { body }) => service.createImport(ctx, body),
  getImport: (ctx, { params }) => service.getImport(ctx, params.id),
  confirmImport: (ctx, { params, body }) => service.confirmImport(ctx, params.id, body.questions),
});
