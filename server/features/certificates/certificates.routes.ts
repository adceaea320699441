/** Binds the contract's endpoints to services. */
import { certificates } from '#contract/certificates.ts';
import { bind } from '#server/platform/http/bind.ts';
import {
  getCertificate,
  listCertificates,
  reissueCertificate,
  revokeCertificate,
} from './certificates.service.ts';
import { downloadCertificate } from './papers.service.ts';
import { verifyCertificate } from './verification.service.ts';

export const certificatesRoutes = bind(certificates, {
  listCertificates: (ctx, { query, request }) => listCertificates(ctx, query, request),
  getCertificate: (ctx, { params }) => getCertificate(ctx, params.id),
  downloadCertificate: (ctx, { params, query }) => downloadCertificate(ctx, params.id, query.inline ?? false),
  revokeCertificate: (ctx, { params, body }) => revokeCertificate(ctx, params.id, body.reason),
  reissueCertificate: (ctx, { params, body }) => reissueCertificate(ctx, params.id, body.reason),
  verifyCertificate: (ctx, { params }) => verifyCertificate(ctx, params.verification_id),
});
