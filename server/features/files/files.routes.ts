/** Binds the files endpoints. */
import { files } from '#contract/files.ts';
import { bind } from '#server/platform/http/bind.ts';
import { getFileContent } from './content.service.ts';
import * as service from './files.service.ts';

export const filesRoutes = bind(files, {
  listFiles: (ctx, { query, request }) => service.listFiles(ctx, query, request),
  uploadFile: (ctx, { request }) => service.uploadFile(ctx, request),
  getFile: (ctx, { params }) => service.getFile(ctx, params.id),
  getFileContent: (ctx, { params, request }) => getFileContent(ctx, params.id, request),
  deleteFile: (ctx, { params }) => service.deleteFile(ctx, params.id),
});
