/** Binds the contract's endpoints to services. */
import { certificates } from '#contract/certificates.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import { downloadArchive } from './archive.service.ts';
import { checkBadge } from './badges.service.ts';
import {
  getCertificate,
  listCertificates,
  reissueCertificate,
  revokeCertificate,
} from './certificates.service.ts';
import {
  getCredential,
  getIssuer,
  getIssuerKey,
  getIssuerKeys,
  getRevocations,
} from './credential.service.ts';
import { downloadCertificate, previewTemplate } from './papers.service.ts';
import { renewCertificate } from './renewal.service.ts';
import * as templates from './templates.service.ts';
import { verifyCertificate } from './verification.service.ts';

export const certificatesRoutes = bind(certificates, {
  listCertificates: (ctx, { query, request }) => listCertificates(ctx, query, request),
  getCertificate: (ctx, { params }) => getCertificate(ctx, params.id),
  downloadCertificate: (ctx, { params, query }) => downloadCertificate(ctx, params.id, query.inline ?? false),
  revokeCertificate: (ctx, { params, body }) => revokeCertificate(ctx, params.id, body.reason),
  reissueCertificate: (ctx, { params, body }) => reissueCertificate(ctx, params.id, body.reason),
  verifyCertificate: (ctx, { params }) => verifyCertificate(ctx, params.verification_id),
  renewCertificate: (ctx, { params }) => renewCertificate(ctx, params.id),
  downloadArchive: (ctx, { query }) => downloadArchive(ctx, query),

  getCredential: (ctx, { params }) => getCredential(ctx, params.id),
  getIssuer: () => getIssuer(),
  getIssuerKey: (ctx, { params }) => getIssuerKey(ctx, params.id),
  getIssuerKeys: (ctx) => getIssuerKeys(ctx),
  getRevocations: (ctx) => getRevocations(ctx),
  checkBadge: (ctx, { body }) => checkBadge(ctx, body.credential),

  listTemplates: (ctx, { query, request }) => templates.listTemplates(ctx, query, request),
  createTemplate: (ctx, { body }) => templates.createTemplate(ctx, body),
  getTemplate: (ctx, { params }) => templates.getTemplate(ctx, params.id),
  updateTemplate: (ctx, { params, body, request }) =>
    templates.updateTemplate(ctx, params.id, body, ifMatch(request)),
  duplicateTemplate: (ctx, { params, body }) => templates.duplicateTemplate(ctx, params.id, body.name),
  previewTemplate: (ctx, { params, body }) => previewTemplate(ctx, params.id, body.layout),
  getCourseTemplate: (ctx, { params }) => templates.getCourseTemplate(ctx, params.id),
  setCourseTemplate: (ctx, { params, body }) => templates.setCourseTemplate(ctx, params.id, body.template_id),
});
